/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-keys.h"
#include "desk-secret.h"

G_BEGIN_DECLS

/* What every command about a key takes; strings owned. */
typedef struct {
  char *module;           /* nullable: the drivers this computer has */
  char *module_arguments; /* nullable */
  char *token;            /* nullable: the only one */
  int pin_fd;             /* -1: ask on the terminal */
  gboolean json;
} DeskCtlKeyOptions;

void desk_ctl_key_options_clear (DeskCtlKeyOptions *options);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DeskCtlKeyOptions, desk_ctl_key_options_clear)

/* The entries shared by all, to be put before a command's own. */
#define DESK_CTL_MODULE_ENTRIES(options)                                                           \
  { "module",                                                                                      \
    0,                                                                                             \
    0,                                                                                             \
    G_OPTION_ARG_FILENAME,                                                                         \
    &(options).module,                                                                             \
    "PKCS#11 module (default: the drivers found on this computer)",                                \
    "FILE" },                                                                                      \
  {                                                                                                \
    "module-args", 0, 0, G_OPTION_ARG_STRING, &(options).module_arguments,                         \
        "What the module is initialised with (pReserved)", "STRING"                                \
  }
#define DESK_CTL_TOKEN_ENTRY(options)                                                              \
  {                                                                                                \
    "token", 0, 0, G_OPTION_ARG_STRING, &(options).token, "Label of the token", "LABEL"            \
  }
#define DESK_CTL_PIN_ENTRY(options)                                                                \
  {                                                                                                \
    "pin-fd", 0, 0, G_OPTION_ARG_INT, &(options).pin_fd,                                           \
        "Read PINs, a line each, from this file descriptor instead of the terminal", "N"           \
  }
#define DESK_CTL_JSON_ENTRY(options)                                                               \
  {                                                                                                \
    "json", 0, 0, G_OPTION_ARG_NONE, &(options).json, "Print JSON", NULL                           \
  }

/* What is plugged in now, looked at once. Close it with desk_ctl_keys_free(). */
DeskKeys *desk_ctl_keys_open (const DeskCtlKeyOptions *options);
void desk_ctl_keys_free (DeskKeys *keys);

typedef DeskKeys DeskCtlKeys; /* a DeskKeys that is closed when it goes out of scope */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskCtlKeys, desk_ctl_keys_free)

/* The token the options name; NULL after the reason was printed. Caller owns it. */
DeskKeyToken *desk_ctl_key_find_token (DeskKeys *keys, const DeskCtlKeyOptions *options);

/* One PIN; NULL after the reason was printed. @prompt is shown on a terminal. */
DeskSecret *desk_ctl_key_read_pin (const DeskCtlKeyOptions *options, const char *prompt);

/* The PIN @token is opened with: NULL and TRUE if it is typed on the key itself; FALSE after the
 * reason was printed. */
gboolean desk_ctl_key_read_token_pin (const DeskCtlKeyOptions *options,
                                      DeskKeyToken *token,
                                      DeskSecret **pin);

/* Prints what went wrong with a key: code, sentence, remedy and, in brackets, the driver's own
 * words; whether a try was used, if the PIN was concerned. Anything else by its message. Returns
 * %DESK_CTL_FAILED. */
int desk_ctl_key_complain (const GError *error);

G_END_DECLS
