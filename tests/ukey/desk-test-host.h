/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-error.h"
#include "desk-ukey-message.h"

G_BEGIN_DECLS

/**
 * DeskTestHost:
 *
 * A certdesk-ukey-host of its own (DESK_TEST_BUILD_DIR), spoken to over its pipes. Calls block.
 */
typedef struct _DeskTestHost DeskTestHost;

/* Started, its HELLO checked. It has this process's environment. */
DeskTestHost *desk_test_host_new (void);

/* Closes its input and asserts that it ends with 0. */
void desk_test_host_free (DeskTestHost *self);

/* Sends @request, which is taken. The answer; caller frees. */
DeskUkeyMessage *desk_test_host_call (DeskTestHost *self, DeskUkeyMessage *request);

/* Likewise, with an answer of @kind. */
DeskUkeyMessage *
desk_test_host_expect (DeskTestHost *self, DeskUkeyMessage *request, DeskUkeyKind kind);

/* Likewise, with a failure. */
void desk_test_host_expect_failure (DeskTestHost *self,
                                    DeskUkeyMessage *request,
                                    DeskKeyState state,
                                    DeskPinUse pin_use);

/* The process. Borrowed. */
const char *desk_test_host_get_identifier (DeskTestHost *self);

/* What was said of progress during the last call: "", "login working". Borrowed. */
const char *desk_test_host_get_phases (DeskTestHost *self);

/* What the last failure says for the log. Borrowed. */
const char *desk_test_host_get_detail (DeskTestHost *self);

/* Writes @length bytes and closes its input if @end; its exit status, -1 after a signal. Frees. */
int desk_test_host_send_raw (DeskTestHost *self, const char *bytes, size_t length);

/* OPEN, which must work. */
void desk_test_host_open (DeskTestHost *self, const char *path, const char *arguments);

/* SCAN: the tokens, none of which must be missing. */
DeskUkeyMessage *desk_test_host_scan (DeskTestHost *self, gboolean fresh);

/* Requests; @pin and the like are nullable. */
DeskUkeyMessage *desk_test_host_sign (const char *serial, GBytes *key_id, const char *pin);
DeskUkeyMessage *
desk_test_host_generate (const char *serial, const char *pin, guint algorithm, const char *label);
DeskUkeyMessage *desk_test_host_pins (
    DeskUkeyKind kind, const char *serial, DeskUkeyTag tag, const char *pin, const char *new_pin);

/* The digest that desk_test_host_sign() wants signed: 32 bytes. */
const uint8_t *desk_test_host_get_digest (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestHost, desk_test_host_free)

G_END_DECLS
