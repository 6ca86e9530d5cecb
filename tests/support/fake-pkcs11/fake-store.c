/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-store.h"

#include <glib/gstdio.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define SUFFIX ".objects"

static char *
build_path (const char *directory, const char *group, CK_OBJECT_HANDLE handle)
{
  g_autofree char *folder = g_strconcat (group, SUFFIX, NULL);
  g_autofree char *name = g_strdup_printf ("%lu", handle);

  return g_build_filename (directory, folder, name, NULL);
}

static int
compare_handles (gconstpointer a, gconstpointer b)
{
  CK_OBJECT_HANDLE first = *(const CK_OBJECT_HANDLE *) a;
  CK_OBJECT_HANDLE second = *(const CK_OBJECT_HANDLE *) b;

  return first < second ? -1 : first > second;
}

GArray *
fake_store_list (const char *directory, const char *group)
{
  g_autofree char *folder = g_strconcat (group, SUFFIX, NULL);
  g_autofree char *path = g_build_filename (directory, folder, NULL);
  g_autoptr (GDir) listing = g_dir_open (path, 0, NULL);
  GArray *handles = g_array_new (FALSE, FALSE, sizeof (CK_OBJECT_HANDLE));
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL) {
    char *end;
    CK_OBJECT_HANDLE handle = strtoul (name, &end, 10);

    /* The rest are files that are being written. */
    if (*end == '\0' && handle != CK_INVALID_HANDLE)
      g_array_append_val (handles, handle);
  }

  g_array_sort (handles, compare_handles);
  return handles;
}

/* An empty file under the next number takes it, whoever else is looking for one. */
static CK_OBJECT_HANDLE
take_number (const char *directory, const char *group)
{
  g_autoptr (GArray) handles = fake_store_list (directory, group);
  CK_OBJECT_HANDLE handle
      = handles->len > 0 ? g_array_index (handles, CK_OBJECT_HANDLE, handles->len - 1) : 0;

  for (;;) {
    g_autofree char *path = build_path (directory, group, ++handle);
    int file = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

    if (file >= 0) {
      close (file);
      return handle;
    }
    if (errno != EEXIST)
      return CK_INVALID_HANDLE;
  }
}

CK_OBJECT_HANDLE
fake_store_add (const char *directory, const char *group, FakeObject *object)
{
  g_autofree char *folder = g_strconcat (group, SUFFIX, NULL);
  g_autofree char *path = g_build_filename (directory, folder, NULL);
  CK_OBJECT_HANDLE handle;

  g_mkdir_with_parents (path, 0700);
  handle = take_number (directory, group);
  if (handle == CK_INVALID_HANDLE || !fake_store_replace (directory, group, handle, object))
    return CK_INVALID_HANDLE;

  return handle;
}

gboolean
fake_store_replace (const char *directory,
                    const char *group,
                    CK_OBJECT_HANDLE handle,
                    FakeObject *object)
{
  g_autofree char *path = build_path (directory, group, handle);
  g_autofree char *text = fake_object_to_text (object);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

FakeObject *
fake_store_load (const char *directory, const char *group, CK_OBJECT_HANDLE handle)
{
  g_autofree char *path = build_path (directory, group, handle);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  return fake_object_from_text (text);
}

gboolean
fake_store_remove (const char *directory, const char *group, CK_OBJECT_HANDLE handle)
{
  g_autofree char *path = build_path (directory, group, handle);

  return g_unlink (path) == 0;
}

void
fake_store_clear (const char *directory, const char *group)
{
  g_autoptr (GArray) handles = fake_store_list (directory, group);

  for (guint i = 0; i < handles->len; i++)
    fake_store_remove (directory, group, g_array_index (handles, CK_OBJECT_HANDLE, i));
}
