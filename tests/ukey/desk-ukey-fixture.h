/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-test-token.h"
#include "desk-ukey.h"

G_BEGIN_DECLS

/* A SoftHSM2 token, labelled "Virtual Ukey", and a DeskUkey for it. */
typedef struct {
  DeskTestToken *token; /* owned, nullable: SoftHSM2 is not here */
  DeskClock *clock;     /* owned */
  DeskUkey *ukey;       /* owned */
  DeskSecret *pin;      /* owned */
} DeskUkeyFixture;

DeskUkey *desk_ukey_fixture_new_ukey (const char *path, DeskClock *clock);

/* For g_test_add(). */
void desk_ukey_fixture_set_up (DeskUkeyFixture *fixture, gconstpointer data);
void desk_ukey_fixture_tear_down (DeskUkeyFixture *fixture, gconstpointer data);

/* Each waits for its answer. */
DeskUkeyScan *desk_ukey_fixture_scan (DeskUkeyFixture *fixture);
char *desk_ukey_fixture_find_token (DeskUkeyFixture *fixture, const char *label, GError **error);
char *desk_ukey_fixture_find_serial (DeskUkeyFixture *fixture); /* of the token it began with */
GBytes *desk_ukey_fixture_generate (DeskUkeyFixture *fixture,
                                    const char *serial,
                                    DeskUkeyAlgorithm algorithm,
                                    GBytes **public_key);

G_END_DECLS
