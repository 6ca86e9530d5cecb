/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the program exits with. */
#define DESK_CTL_OK       0 /* done; or judged, and good */
#define DESK_CTL_FAILED   1 /* not done; or judged, and not good */
#define DESK_CTL_UNUSABLE 2 /* wrong arguments, or input nothing can be done with */

/* One command, "certdeskctl GROUP NAME ...". */
typedef struct {
  const char *group;
  const char *name;
  const char *summary; /* one line for the help */
  /* @arguments: NULL-terminated, [0] is "certdeskctl GROUP NAME"; taken over by GOption. */
  int (*run) (char **arguments);
} DeskCtlCommand;

/* Parses @arguments with @entries; what is left are the operands, of which there must be
 * @n_operands. FALSE after the error was printed. */
gboolean desk_ctl_parse (char ***arguments,
                         const GOptionEntry *entries,
                         const char *operands,
                         int n_operands);

/* Prints "certdeskctl: MESSAGE" on the error stream. */
void desk_ctl_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

int desk_ctl_contract_verify (char **arguments);
int desk_ctl_ukey_doctor (char **arguments);
int desk_ctl_ukey_import (char **arguments);
int desk_ctl_ukey_init_virtual (char **arguments);
int desk_ctl_ukey_keygen (char **arguments);
int desk_ctl_ukey_list (char **arguments);
int desk_ctl_ukey_set_pin (char **arguments);
int desk_ctl_ukey_show (char **arguments);
int desk_ctl_ukey_sign (char **arguments);
int desk_ctl_ukey_unblock (char **arguments);

G_END_DECLS
