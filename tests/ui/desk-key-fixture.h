/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flows.h"
#include "desk-test-backend.h"
#include "desk-test-fake-ukey.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskKeyFixture:
 *
 * The window with a real server and the fake driver, which does what a test says.
 */
typedef struct {
  DeskTestBackend *backend;
  DeskTestFakeUkey *ukey;
  char *directory; /* owned: everything that is made meanwhile */
  char *module;    /* owned, nullable: the fake driver; another file to load in its place */
  DeskFlows *flows;
  GtkWindow *window;
} DeskKeyFixture;

#define DESK_KEY_FIXTURE_PHONE "13812348000"
#define DESK_KEY_FIXTURE_NAME  "张三"

/* The server, the key without a certificate; no window yet. */
void desk_key_fixture_set_up (DeskKeyFixture *self);
void desk_key_fixture_tear_down (DeskKeyFixture *self);

/* Certifies the key of slot 0 by the server's authority and binds it to the telephone number.
 * Caller owns. */
X509 *desk_key_fixture_certify (DeskKeyFixture *self);

/* The window, at the tab for signing in with a key. */
void desk_key_fixture_show (DeskKeyFixture *self);

/* Presses 立即登录 once it can be pressed; the dialog, at rest. */
GtkWidget *desk_key_fixture_open_dialog (DeskKeyFixture *self);

/* desk_ui_test_find() in the window. */
GtkWidget *desk_key_fixture_find (DeskKeyFixture *self, GType type, const char *text);

G_END_DECLS
