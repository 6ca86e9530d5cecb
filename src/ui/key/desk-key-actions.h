/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Buttons for what can be done with keys; the window does it. Actions (prefix win): doctor,
 * key-page, choose-module, rescan-keys, certificate (s: name of a certificate, "": the first that
 * has a problem), set-pin, change-pin and unblock-pin (s: serial of a token, "": the one that needs
 * it). */

/* @button does @action and carries its label; it is hidden for an action that is done elsewhere:
 * NONE, and CHOOSE_KEY, which the list beside it does. @target: what the action takes, see above.
 */
void desk_key_actions_bind (GtkButton *button, DeskKeyAction action, const char *target);

/* Opens the view of @certificate. */
void desk_key_actions_bind_certificate (GtkButton *button, DeskKeyCertificate *certificate);

/* The name of @certificate as win.certificate takes it. Caller frees. */
char *desk_key_actions_dup_name (DeskKeyCertificate *certificate);

/* What DeskKeys lists under @name; "": the first that has a problem. Caller owns, nullable. */
DeskKeyCertificate *desk_key_actions_find_certificate (GListModel *certificates, const char *name);

G_END_DECLS
