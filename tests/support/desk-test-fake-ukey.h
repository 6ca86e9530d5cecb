/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-openssl.h"

G_BEGIN_DECLS

/**
 * DeskTestFakeUkey:
 *
 * A directory for the fake PKCS#11 module (fake-pkcs11/README.md): slot 0 has a token with PIN
 * 111111, SO PIN 88888888, six tries, serial FAKE0000 and one P-256 key without a certificate.
 * Everything may be changed while a program uses the module.
 */
typedef struct _DeskTestFakeUkey DeskTestFakeUkey;

#define DESK_TEST_FAKE_UKEY_PIN    "111111"
#define DESK_TEST_FAKE_UKEY_SO_PIN "88888888"

DeskTestFakeUkey *desk_test_fake_ukey_new (void);

/* Removes the directory. */
void desk_test_fake_ukey_free (DeskTestFakeUkey *self);

/* The module's file in DESK_TEST_BUILD_DIR. */
const char *desk_test_fake_ukey_get_module (DeskTestFakeUkey *self);
const char *desk_test_fake_ukey_get_directory (DeskTestFakeUkey *self);

/* Names the directory in the environment of this process and its children. */
void desk_test_fake_ukey_set_environment (DeskTestFakeUkey *self);

/* One key of script.ini: group "module" or "slot0". */
void desk_test_fake_ukey_set (DeskTestFakeUkey *self,
                              const char *group,
                              const char *key,
                              const char *value);
void desk_test_fake_ukey_unset (DeskTestFakeUkey *self, const char *group, const char *key);

/* Likewise, of slot 0. */
void desk_test_fake_ukey_set_slot (DeskTestFakeUkey *self, const char *key, const char *value);

/* One more reader with a token like that of slot 0, serial FAKE000N, without a key. */
void desk_test_fake_ukey_add_slot (DeskTestFakeUkey *self, guint slot, const char *label);

/* Pulls the token out, puts it in; whoever was logged in is not any more, however quick it was. */
void desk_test_fake_ukey_remove (DeskTestFakeUkey *self, guint slot);
void desk_test_fake_ukey_insert (DeskTestFakeUkey *self, guint slot);

/* The key of slot 0, which a test may have certified. Borrowed. */
EVP_PKEY *desk_test_fake_ukey_get_key (DeskTestFakeUkey *self);

/* Puts a key on a token, as if it had been made there. */
void desk_test_fake_ukey_add_key (DeskTestFakeUkey *self, guint slot, EVP_PKEY *key);

/* Puts a certificate on a token, beside the key it belongs to if that is there. */
void desk_test_fake_ukey_add_certificate (DeskTestFakeUkey *self, guint slot, X509 *certificate);

/* What is left of the user's tries. */
guint desk_test_fake_ukey_get_tries_left (DeskTestFakeUkey *self, guint slot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestFakeUkey, desk_test_fake_ukey_free)

G_END_DECLS
