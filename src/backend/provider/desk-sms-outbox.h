/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-sms-provider.h"
#include "desk-store-crypt.h"

G_BEGIN_DECLS

/**
 * DeskSmsOutbox:
 *
 * The provider of a deployment without a gateway: texts stay in the database, encrypted, where
 * `certdeskd outbox` reads them.
 */
#define DESK_TYPE_SMS_OUTBOX (desk_sms_outbox_get_type ())

G_DECLARE_FINAL_TYPE (DeskSmsOutbox, desk_sms_outbox, DESK, SMS_OUTBOX, GObject)

/* @crypt is borrowed for the provider's life. */
DeskSmsProvider *desk_sms_outbox_new (DeskStoreCrypt *crypt);

G_END_DECLS
