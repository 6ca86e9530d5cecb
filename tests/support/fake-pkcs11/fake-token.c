/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-token.h"

#include "fake-stamp.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

/* Groups of slotN.state. */
#define VALUES  "values" /* what the calls made of a key */
#define SCRIPT  "script" /* what the script said then */
#define REMOVED "removed"

struct _FakeToken {
  FakeScript *script; /* borrowed; outlives the token */
  CK_SLOT_ID slot;
  char *group;     /* owned; "slot0" */
  char *path;      /* owned; of slot0.state */
  char *lock_path; /* owned */
  GKeyFile *state; /* owned */
  FakeStamp stamp; /* of what was read last */

  gboolean was_present; /* at the last look */
  char *insertion;      /* owned, nullable; the script's word for this time of being put in */
  FakeLogin login;
};

FakeToken *
fake_token_new (FakeScript *script, CK_SLOT_ID slot)
{
  FakeToken *self = g_new0 (FakeToken, 1);
  g_autofree char *name = NULL;
  g_autofree char *lock_name = NULL;

  self->script = script;
  self->slot = slot;
  self->group = g_strdup_printf ("slot%lu", slot);
  name = g_strconcat (self->group, ".state", NULL);
  lock_name = g_strconcat (self->group, ".lock", NULL);
  self->path = g_build_filename (fake_script_get_directory (script), name, NULL);
  self->lock_path = g_build_filename (fake_script_get_directory (script), lock_name, NULL);
  self->state = g_key_file_new ();
  fake_token_refresh (self);
  return self;
}

void
fake_token_free (FakeToken *self)
{
  g_free (self->group);
  g_free (self->path);
  g_free (self->lock_path);
  g_key_file_unref (self->state);
  g_free (self->insertion);
  g_free (self);
}

CK_SLOT_ID
fake_token_get_slot (FakeToken *self)
{
  return self->slot;
}

const char *
fake_token_get_group (FakeToken *self)
{
  return self->group;
}

const char *
fake_token_get_directory (FakeToken *self)
{
  return fake_script_get_directory (self->script);
}

static void
read_state (FakeToken *self)
{
  FakeStamp stamp = fake_stamp_read (self->path);

  if (fake_stamp_equal (&stamp, &self->stamp))
    return;

  self->stamp = stamp;
  g_key_file_unref (self->state);
  self->state = g_key_file_new ();
  g_key_file_load_from_file (self->state, self->path, G_KEY_FILE_NONE, NULL);
}

/* Held while the state is read, changed and written. Returns a file to close, or -1. */
static int
lock_state (FakeToken *self)
{
  int file = open (self->lock_path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

  if (file >= 0)
    flock (file, LOCK_EX);
  read_state (self);
  return file;
}

static void
write_state (FakeToken *self, int lock)
{
  g_key_file_save_to_file (self->state, self->path, NULL);
  if (lock >= 0)
    close (lock);
}

char *
fake_token_get (FakeToken *self, const char *key)
{
  g_autofree char *scripted = fake_script_get (self->script, self->group, key);
  g_autofree char *before = g_key_file_get_string (self->state, SCRIPT, key, NULL);

  if (before != NULL && g_str_equal (before, scripted != NULL ? scripted : ""))
    return g_key_file_get_string (self->state, VALUES, key, NULL);

  return g_steal_pointer (&scripted);
}

gboolean
fake_token_get_flag (FakeToken *self, const char *key, gboolean otherwise)
{
  g_autofree char *value = fake_token_get (self, key);

  return value != NULL ? *value != '\0' && !g_str_equal (value, "0") : otherwise;
}

CK_ULONG
fake_token_get_number (FakeToken *self, const char *key, CK_ULONG otherwise)
{
  g_autofree char *value = fake_token_get (self, key);

  return value != NULL ? strtoul (value, NULL, 0) : otherwise;
}

static void
put (FakeToken *self, const char *key, const char *value)
{
  g_autofree char *scripted = fake_script_get (self->script, self->group, key);

  g_key_file_set_string (self->state, SCRIPT, key, scripted != NULL ? scripted : "");
  g_key_file_set_string (self->state, VALUES, key, value);
}

void
fake_token_set (FakeToken *self, const char *key, const char *value)
{
  int lock = lock_state (self);

  put (self, key, value);
  write_state (self, lock);
}

CK_ULONG
fake_token_count_down (FakeToken *self, const char *key, CK_ULONG otherwise)
{
  int lock = lock_state (self);
  CK_ULONG count = fake_token_get_number (self, key, otherwise);
  g_autofree char *text = g_strdup_printf ("%lu", count > 0 ? count - 1 : 0);

  put (self, key, text);
  write_state (self, lock);
  return count > 0 ? count - 1 : 0;
}

gboolean
fake_token_has_reader (FakeToken *self)
{
  return fake_script_has_group (self->script, self->group)
         && fake_token_get_flag (self, "reader", TRUE);
}

gboolean
fake_token_is_present (FakeToken *self)
{
  g_autofree char *removed = g_key_file_get_string (self->state, REMOVED, "version", NULL);

  return fake_token_has_reader (self) && fake_token_get_flag (self, "present", TRUE)
         && g_strcmp0 (removed, fake_script_get_version (self->script)) != 0;
}

void
fake_token_take_away (FakeToken *self)
{
  int lock = lock_state (self);

  g_key_file_set_string (self->state, REMOVED, "version", fake_script_get_version (self->script));
  write_state (self, lock);
}

gboolean
fake_token_refresh (FakeToken *self)
{
  g_autofree char *insertion = NULL;
  gboolean is_present;
  gboolean is_another;

  if (!self->was_present && !fake_token_has_reader (self))
    return FALSE;

  read_state (self);
  insertion = fake_token_get (self, "insertion");
  is_present = fake_token_is_present (self);
  is_another = self->was_present && (!is_present || g_strcmp0 (insertion, self->insertion) != 0);
  self->was_present = is_present;
  g_free (self->insertion);
  self->insertion = g_steal_pointer (&insertion);
  if (is_another)
    self->login = FAKE_LOGIN_NONE;

  return is_another;
}

FakeLogin
fake_token_get_login (FakeToken *self)
{
  return self->login;
}

void
fake_token_set_login (FakeToken *self, FakeLogin login)
{
  self->login = login;
}
