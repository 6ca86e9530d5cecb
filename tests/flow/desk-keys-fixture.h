/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-keys.h"
#include "desk-test-fake-ukey.h"
#include "desk-test-pki.h"

G_BEGIN_DECLS

/* DeskKeys on the fake module, through the real host program; a new token in slot 0. */
typedef struct {
  DeskTestFakeUkey *fake;
  char *data_dir;
  DeskClock *clock;            /* of the system */
  DeskTestIdentity *authority; /* issues what certify() puts on a token */
  DeskKeySettings *settings;   /* the fake module alone, unless a test makes others */
  DeskKeys *keys;
  guint n_added;   /* times token-added was emitted */
  guint n_removed; /* times token-removed was */
} DeskKeysFixture;

DeskKeysFixture *desk_keys_fixture_new (void);

/* Checks that nothing holds on to the keys, and that no process is left. */
void desk_keys_fixture_free (DeskKeysFixture *self);

/* Another DeskKeys over @settings, in the place of the first. */
void desk_keys_fixture_restart (DeskKeysFixture *self, DeskKeySettings *settings);

/* A certificate for the key of slot 0, valid from @begin to @end days from now, with the usage
 * DESK_TEST_SIGNER or another one. The caller owns it, and puts it on a token. */
X509 *desk_keys_fixture_certify (DeskKeysFixture *self, int begin, int end, const char *key_usage);

/* One that is valid for a year, on the token in slot 0. */
void desk_keys_fixture_add_usual (DeskKeysFixture *self);

void desk_keys_fixture_rescan (DeskKeysFixture *self);

/* Runs the main context until the state is @nick. */
void desk_keys_fixture_wait (DeskKeysFixture *self, const char *nick);

void desk_keys_fixture_assert_state (DeskKeysFixture *self, const char *nick);
/* "A B": serials of the tokens. */
void desk_keys_fixture_assert_tokens (DeskKeysFixture *self, const char *serials);

/* The certificate at @index; caller owns. */
DeskKeyCertificate *desk_keys_fixture_get_certificate (DeskKeysFixture *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskKeysFixture, desk_keys_fixture_free)

G_END_DECLS
