/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fake-object.h"

G_BEGIN_DECLS

/* The objects of one token: a file each in DIRECTORY/GROUP.objects, written atomically, so that two
 * processes may use them. An object's handle is the number in its file's name. */

/* Returns the handle, CK_INVALID_HANDLE if it cannot be written. */
CK_OBJECT_HANDLE fake_store_add (const char *directory, const char *group, FakeObject *object);

gboolean fake_store_replace (const char *directory,
                             const char *group,
                             CK_OBJECT_HANDLE handle,
                             FakeObject *object);

/* NULL if there is no such object. Caller frees. */
FakeObject *fake_store_load (const char *directory, const char *group, CK_OBJECT_HANDLE handle);

gboolean fake_store_remove (const char *directory, const char *group, CK_OBJECT_HANDLE handle);
void fake_store_clear (const char *directory, const char *group);

/* The handles of all objects, in the order they were made: CK_OBJECT_HANDLE. Caller frees. */
GArray *fake_store_list (const char *directory, const char *group);

G_END_DECLS
