/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskTestToken:
 *
 * A SoftHSM2 token of its own in a temporary directory, PIN 111111. SoftHSM reads SOFTHSM2_CONF
 * when the module is initialised, so one process uses one directory: desk_test_token_new() sets the
 * variable.
 */
typedef struct _DeskTestToken DeskTestToken;

#define DESK_TEST_TOKEN_PIN "111111"

/* NULL if SoftHSM2 is not on this machine: the test is skipped. @label also initialises one token;
 * NULL leaves the directory empty. */
DeskTestToken *desk_test_token_new (const char *label);

/* Removes the directory. */
void desk_test_token_free (DeskTestToken *self);

const char *desk_test_token_get_module (DeskTestToken *self);

/* One more token in the same directory; modules that are initialised already do not see it. */
void desk_test_token_add (DeskTestToken *self, const char *label);

/* Moves the token's files away and back: the key is pulled out and put in again. */
void desk_test_token_pull_out (DeskTestToken *self);
void desk_test_token_put_in (DeskTestToken *self);

/* certdeskctl (DESK_TEST_BUILD_DIR) makes a P-256 key on the token and writes the request to @csr,
 * or writes the certificate in the file @certificate beside its key. */
void desk_test_token_keygen (DeskTestToken *self, const char *subject, const char *csr);
void desk_test_token_import (DeskTestToken *self, const char *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestToken, desk_test_token_free)

G_END_DECLS
