/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-script.h"

#include "fake-stamp.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

struct _FakeScript {
  char *directory; /* owned */
  char *path;      /* owned */
  FakeStamp stamp; /* of what was read last */
  char *version;   /* owned; the stamp in words */
  GKeyFile *file;  /* owned */
};

static const char *const pin_keys[] = { "pin", "so-pin", "puk" };

FakeScript *
fake_script_new (const char *directory)
{
  FakeScript *self = g_new0 (FakeScript, 1);

  self->directory = g_strdup (directory);
  self->path = g_build_filename (directory, "script.ini", NULL);
  self->version = g_strdup ("");
  self->file = g_key_file_new ();
  fake_script_refresh (self);
  return self;
}

void
fake_script_free (FakeScript *self)
{
  g_free (self->directory);
  g_free (self->path);
  g_free (self->version);
  g_key_file_unref (self->file);
  g_free (self);
}

char *
fake_script_hash_pin (const void *pin, size_t length)
{
  uint8_t digest[32];
  GString *text = g_string_new ("sha256:");

  if (EVP_Q_digest (NULL, "SHA256", NULL, pin, length, digest, NULL) != 1)
    g_error ("no SHA-256");
  for (size_t i = 0; i < sizeof digest; i++)
    g_string_append_printf (text, "%02x", digest[i]);

  return g_string_free (text, FALSE);
}

/* The value of a "pin = ...", "so-pin = ..." or "puk = ..." line, or NULL. */
static const char *
find_pin (const char *line)
{
  const char *name = line + strspn (line, " \t");
  const char *equals = strchr (name, '=');
  size_t length = equals != NULL ? (size_t) (equals - name) : 0;

  while (length > 0 && g_ascii_isspace (name[length - 1]))
    length--;

  for (size_t i = 0; i < G_N_ELEMENTS (pin_keys); i++)
    if (strlen (pin_keys[i]) == length && strncmp (name, pin_keys[i], length) == 0)
      return equals + 1 + strspn (equals + 1, " \t");

  return NULL;
}

static void
append_line (GString *text, const char *line)
{
  const char *pin = find_pin (line);
  g_autofree char *hash = NULL;

  if (pin == NULL || *pin == '\0' || g_str_has_prefix (pin, "sha256:")) {
    g_string_append_printf (text, "%s\n", line);
    return;
  }

  hash = fake_script_hash_pin (pin, strlen (pin));
  g_string_append_len (text, line, pin - line);
  g_string_append_printf (text, "%s\n", hash);
}

static char *
read_without_pins (const char *path)
{
  g_autofree char *text = NULL;
  GString *result = g_string_new (NULL);
  size_t length;
  char *line;
  char *rest;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return g_string_free (result, FALSE);

  for (line = strtok_r (text, "\n", &rest); line != NULL; line = strtok_r (NULL, "\n", &rest))
    append_line (result, line);

  OPENSSL_cleanse (text, length);
  return g_string_free (result, FALSE);
}

void
fake_script_refresh (FakeScript *self)
{
  FakeStamp stamp = fake_stamp_read (self->path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (fake_stamp_equal (&stamp, &self->stamp))
    return;

  self->stamp = stamp;
  g_free (self->version);
  self->version = fake_stamp_to_string (&stamp);
  g_key_file_unref (self->file);
  self->file = g_key_file_new ();
  text = read_without_pins (self->path);
  if (!g_key_file_load_from_data (self->file, text, (gsize) -1, G_KEY_FILE_NONE, &error))
    g_printerr ("%s: %s\n", self->path, error->message);
}

const char *
fake_script_get_directory (FakeScript *self)
{
  return self->directory;
}

const char *
fake_script_get_version (FakeScript *self)
{
  return self->version;
}

gboolean
fake_script_has_group (FakeScript *self, const char *group)
{
  return g_key_file_has_group (self->file, group);
}

char *
fake_script_get (FakeScript *self, const char *group, const char *key)
{
  return g_key_file_get_string (self->file, group, key, NULL);
}
