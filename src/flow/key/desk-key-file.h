/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskKeyFile:
 *
 * ukey.ini of the data directory: one group "driver-N" for each driver that was added or switched,
 * with `path`, `arguments`, `added` and `in-use`, and a group "last" with `token` and
 * `certificate`. Written at once, atomically and readable by this user only: a file that another
 * user could change would name code to be run.
 */
typedef struct _DeskKeyFile DeskKeyFile;

/* What was decided about one driver; strings borrowed until the next change. */
typedef struct {
  const char *path;
  const char *arguments; /* nullable */
  gboolean is_added;
  gboolean is_in_use;
} DeskKeyFileDriver;

/* Reads the file. One that cannot be understood, or is not this user's alone, is renamed to
 * ukey.ini.bad; it is empty then. @data_dir NULL: nothing is read or written. */
DeskKeyFile *desk_key_file_open (const char *data_dir);
void desk_key_file_free (DeskKeyFile *self);

/* New GPtrArray of DeskKeyFileDriver (owned by it), in the order in which they were added. */
GPtrArray *desk_key_file_list_drivers (DeskKeyFile *self);

/* Each of these writes the file; if that fails, nothing has changed. */
gboolean
desk_key_file_set_driver (DeskKeyFile *self, const DeskKeyFileDriver *driver, GError **error);
gboolean desk_key_file_remove_driver (DeskKeyFile *self, const char *path, GError **error);
gboolean desk_key_file_set_last (DeskKeyFile *self,
                                 const char *token,
                                 const char *certificate,
                                 GError **error);

/* NULL: none yet. Caller frees. */
char *desk_key_file_dup_last_token (DeskKeyFile *self);
char *desk_key_file_dup_last_certificate (DeskKeyFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskKeyFile, desk_key_file_free)

G_END_DECLS
