/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-key-certificate.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DeskKeyPicker:
 *
 * What is plugged in, as it happens: a drawing and "请插入 Ukey", reading, the certificate that is
 * ready, a list when there are several, or the problem with its remedy. A certificate that cannot
 * be used is listed with the reason.
 *
 * Properties: `state` (DeskKeyState) and `certificates` (GListModel of DeskKeyCertificate,
 * nullable), both to be bound to a flow's `key-state` and `certificates`; `selected`
 * (DeskKeyCertificate, nullable, read-only): the usable certificate that is chosen.
 */
#define DESK_TYPE_KEY_PICKER (desk_key_picker_get_type ())

G_DECLARE_FINAL_TYPE (DeskKeyPicker, desk_key_picker, DESK, KEY_PICKER, GtkWidget)

GtkWidget *desk_key_picker_new (void);

void desk_key_picker_set_state (DeskKeyPicker *self, DeskKeyState state);
void desk_key_picker_set_certificates (DeskKeyPicker *self, GListModel *certificates);

/* Borrowed, nullable. */
DeskKeyCertificate *desk_key_picker_get_selected (DeskKeyPicker *self);

G_END_DECLS
