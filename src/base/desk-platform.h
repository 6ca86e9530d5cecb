/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The few things that differ between operating systems. One implementation per system beside this
 * header; nothing else in the tree asks which system it is. */

/* Creates @path and its parents readable by this user only. */
gboolean desk_platform_make_private_directory (const char *path, GError **error);

/* Writes @path atomically and durably (data and directory entry are on disk when it returns),
 * readable by this user only. */
gboolean desk_platform_write_private_file (const char *path, GBytes *content, GError **error);

/* Reads what desk_platform_write_private_file() wrote, at most @maximum bytes.
 * %G_IO_ERROR_NOT_FOUND if it is not there; %G_IO_ERROR_PERMISSION_DENIED if it is not a file of
 * this user's that only this user can read or change; %G_IO_ERROR_INVALID_DATA if it is empty or
 * longer. */
DeskSecret *desk_platform_read_private_file (const char *path, size_t maximum, GError **error);

/* Reads one line from @fd without its newline, at most 256 bytes; a terminal does not echo it and
 * shows @prompt first. NULL with %G_IO_ERROR_INVALID_DATA for an empty or longer line. */
DeskSecret *desk_platform_read_secret (int fd, const char *prompt, GError **error);

/* A lock between processes of this user, held while the object lives. */
typedef struct _DeskPlatformLock DeskPlatformLock;

/* Takes the lock named by the file @path, which is created; waits up to @timeout_ms. NULL if
 * another process held it all that time or the file cannot be made. */
DeskPlatformLock *desk_platform_lock_take (const char *path, guint timeout_ms);
void desk_platform_lock_release (DeskPlatformLock *lock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskPlatformLock, desk_platform_lock_release)

/* Asks the system not to write this process's memory to disk when it crashes, nor to let another
 * process of this user read it: called before a secret is first held. */
void desk_platform_forbid_core_dumps (void);

/* Calls @callback in the main loop once the system or the user asks this process to end. */
void desk_platform_watch_termination (GSourceOnceFunc callback, gpointer user_data);

/* Takes standard input and output for a conversation with the parent: whatever else this process
 * loads may print, which goes to standard error then, or read, which gives nothing. A reader that
 * went away is an error of the write and no signal. */
void desk_platform_take_pipes (int *in, int *out);

/* The first of @places (NULL-terminated) that is a program, each seen from the directory this
 * program is in; NULL if none is. Caller frees. */
char *desk_platform_find_beside (const char *const *places);

/* Lets what @launcher starts end with this process, even when that is killed. */
void desk_platform_end_with_parent (GSubprocessLauncher *launcher);

/* Prepares @pipe, a process's input, for asynchronous writing: it takes what fits in and waits for
 * the rest in the main loop, instead of holding it up; and to write to a process that has ended is
 * an error, not the end of this one. */
void desk_platform_prepare_pipe (GOutputStream *pipe);

G_END_DECLS
