/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "desk-test-fake-ukey.h"

#include "desk-test-files.h"
#include "fake-key.h"
#include "fake-store.h"

#include <openssl/ec.h>
#include <string.h>

#define KEY_ID_LENGTH 16
#define TRIES         "6"

struct _DeskTestFakeUkey {
  char *directory;   /* owned */
  char *script_path; /* owned */
  char *module;      /* owned */
  GKeyFile *script;  /* owned */
  EVP_PKEY *key;     /* owned; of slot 0 */
  guint n_insertions;
};

static void
write_script (DeskTestFakeUkey *self)
{
  g_autofree char *text = g_key_file_to_data (self->script, NULL, NULL);

  g_assert_true (g_file_set_contents (self->script_path, text, -1, NULL));
}

DeskTestFakeUkey *
desk_test_fake_ukey_new (void)
{
  DeskTestFakeUkey *self = g_new0 (DeskTestFakeUkey, 1);

  self->directory = desk_test_files_make_directory ();
  self->script_path = g_build_filename (self->directory, "script.ini", NULL);
  self->module = g_build_filename (g_getenv ("DESK_TEST_BUILD_DIR"), "tests", "support",
                                   "fake-pkcs11", "desk-fake-pkcs11.so", NULL);
  self->script = g_key_file_new ();
  self->key = EVP_EC_gen ("P-256");
  g_assert_nonnull (self->key);
  desk_test_fake_ukey_add_slot (self, 0, "CertDesk Ukey");
  desk_test_fake_ukey_add_key (self, 0, self->key);
  return self;
}

void
desk_test_fake_ukey_free (DeskTestFakeUkey *self)
{
  desk_test_files_remove (self->directory);
  g_free (self->directory);
  g_free (self->script_path);
  g_free (self->module);
  g_key_file_unref (self->script);
  EVP_PKEY_free (self->key);
  g_free (self);
}

const char *
desk_test_fake_ukey_get_module (DeskTestFakeUkey *self)
{
  return self->module;
}

const char *
desk_test_fake_ukey_get_directory (DeskTestFakeUkey *self)
{
  return self->directory;
}

void
desk_test_fake_ukey_set_environment (DeskTestFakeUkey *self)
{
  g_setenv ("DESK_FAKE_UKEY", self->directory, TRUE);
}

void
desk_test_fake_ukey_set (DeskTestFakeUkey *self,
                         const char *group,
                         const char *key,
                         const char *value)
{
  g_key_file_set_string (self->script, group, key, value);
  write_script (self);
}

void
desk_test_fake_ukey_unset (DeskTestFakeUkey *self, const char *group, const char *key)
{
  g_key_file_remove_key (self->script, group, key, NULL);
  write_script (self);
}

void
desk_test_fake_ukey_set_slot (DeskTestFakeUkey *self, const char *key, const char *value)
{
  desk_test_fake_ukey_set (self, "slot0", key, value);
}

static char *
name_group (guint slot)
{
  return g_strdup_printf ("slot%u", slot);
}

void
desk_test_fake_ukey_add_slot (DeskTestFakeUkey *self, guint slot, const char *label)
{
  g_autofree char *group = name_group (slot);
  g_autofree char *serial = g_strdup_printf ("FAKE%04u", slot);

  g_key_file_set_string (self->script, group, "label", label);
  g_key_file_set_string (self->script, group, "serial", serial);
  g_key_file_set_string (self->script, group, "pin", DESK_TEST_FAKE_UKEY_PIN);
  g_key_file_set_string (self->script, group, "so-pin", DESK_TEST_FAKE_UKEY_SO_PIN);
  g_key_file_set_string (self->script, group, "tries", TRIES);
  write_script (self);
}

void
desk_test_fake_ukey_remove (DeskTestFakeUkey *self, guint slot)
{
  g_autofree char *group = name_group (slot);

  desk_test_fake_ukey_set (self, group, "present", "0");
}

void
desk_test_fake_ukey_insert (DeskTestFakeUkey *self, guint slot)
{
  g_autofree char *group = name_group (slot);
  g_autofree char *insertion = g_strdup_printf ("%u", ++self->n_insertions);

  g_key_file_set_string (self->script, group, "insertion", insertion);
  desk_test_fake_ukey_set (self, group, "present", "1");
}

EVP_PKEY *
desk_test_fake_ukey_get_key (DeskTestFakeUkey *self)
{
  return self->key;
}

/* A key and its certificate find each other by what both contain. */
static void
set_id (FakeObject *object, X509_PUBKEY *public_key)
{
  uint8_t *der = NULL;
  int length = i2d_X509_PUBKEY (public_key, &der);
  uint8_t digest[32];

  g_assert_cmpint (length, >, 0);
  g_assert_cmpint (EVP_Q_digest (NULL, "SHA256", NULL, der, (size_t) length, digest, NULL), ==, 1);
  fake_object_set (object, CKA_ID, digest, KEY_ID_LENGTH);
  OPENSSL_free (der);
}

static void
add_half (DeskTestFakeUkey *self, guint slot, EVP_PKEY *key, gboolean is_private)
{
  g_autofree char *group = name_group (slot);
  g_autoptr (FakeObject) object = fake_object_new ();
  X509_PUBKEY *public_key = NULL;

  g_assert_cmpint (X509_PUBKEY_set (&public_key, key), ==, 1);
  fake_key_describe (object, key, is_private);
  set_id (object, public_key);
  X509_PUBKEY_free (public_key);
  g_assert_cmpuint (fake_store_add (self->directory, group, object), !=, CK_INVALID_HANDLE);
}

void
desk_test_fake_ukey_add_key (DeskTestFakeUkey *self, guint slot, EVP_PKEY *key)
{
  add_half (self, slot, key, FALSE);
  add_half (self, slot, key, TRUE);
}

static void
set_der (FakeObject *object, CK_ATTRIBUTE_TYPE type, uint8_t *der, int length)
{
  g_assert_cmpint (length, >, 0);
  fake_object_set (object, type, der, (size_t) length);
  OPENSSL_free (der);
}

void
desk_test_fake_ukey_add_certificate (DeskTestFakeUkey *self, guint slot, X509 *certificate)
{
  g_autofree char *group = name_group (slot);
  g_autoptr (FakeObject) object = fake_object_new ();
  uint8_t *value = NULL;
  uint8_t *subject = NULL;
  int value_length = i2d_X509 (certificate, &value);
  int subject_length = i2d_X509_NAME (X509_get_subject_name (certificate), &subject);

  fake_object_set_number (object, CKA_CLASS, CKO_CERTIFICATE);
  fake_object_set_number (object, CKA_CERTIFICATE_TYPE, CKC_X_509);
  fake_object_set_flag (object, CKA_TOKEN, TRUE);
  fake_object_set_flag (object, CKA_PRIVATE, FALSE);
  set_der (object, CKA_VALUE, value, value_length);
  set_der (object, CKA_SUBJECT, subject, subject_length);
  set_id (object, X509_get_X509_PUBKEY (certificate));
  g_assert_cmpuint (fake_store_add (self->directory, group, object), !=, CK_INVALID_HANDLE);
}

/* What calls changed holds as long as the script says what it said then. */
static char *
get_value (DeskTestFakeUkey *self, const char *group, GKeyFile *state, const char *key)
{
  g_autofree char *scripted = g_key_file_get_string (self->script, group, key, NULL);
  g_autofree char *before = g_key_file_get_string (state, "script", key, NULL);

  if (before != NULL && g_str_equal (before, scripted != NULL ? scripted : ""))
    return g_key_file_get_string (state, "values", key, NULL);

  return g_steal_pointer (&scripted);
}

guint
desk_test_fake_ukey_get_tries_left (DeskTestFakeUkey *self, guint slot)
{
  g_autofree char *group = name_group (slot);
  g_autofree char *name = g_strconcat (group, ".state", NULL);
  g_autofree char *path = g_build_filename (self->directory, name, NULL);
  g_autoptr (GKeyFile) state = g_key_file_new ();
  g_autofree char *left = NULL;

  g_key_file_load_from_file (state, path, G_KEY_FILE_NONE, NULL);
  left = get_value (self, group, state, "tries-left");
  if (left == NULL)
    left = get_value (self, group, state, "tries");

  return left != NULL ? (guint) g_ascii_strtoull (left, NULL, 10) : 0;
}
