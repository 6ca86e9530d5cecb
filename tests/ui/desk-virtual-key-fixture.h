/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flows.h"
#include "desk-test-backend.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DeskVirtualKeyFixture:
 *
 * The window with a real server and the virtual Ukey of the demonstration, PIN 111111.
 */
typedef struct {
  DeskTestBackend *backend;
  char *directory; /* owned */
  char *module;    /* owned */
  DeskFlows *flows;
  GtkWindow *window;
} DeskVirtualKeyFixture;

#define DESK_VIRTUAL_KEY_FIXTURE_PIN "111111"

/* Both as g_test_add() takes them; @data is not used. */
void desk_virtual_key_fixture_set_up (DeskVirtualKeyFixture *self, gconstpointer data);
void desk_virtual_key_fixture_tear_down (DeskVirtualKeyFixture *self, gconstpointer data);

/* desk_ui_test_find() in the window. */
GtkWidget *
desk_virtual_key_fixture_find (DeskVirtualKeyFixture *self, GType type, const char *text);

G_END_DECLS
