/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-provider"

#include "desk-sms-provider.h"

G_DEFINE_INTERFACE (DeskSmsProvider, desk_sms_provider, G_TYPE_OBJECT)

static void
desk_sms_provider_default_init (DeskSmsProviderInterface *iface)
{
}

gboolean
desk_sms_provider_submit (DeskSmsProvider *self,
                          DeskDb *db,
                          const char *phone,
                          const char *text,
                          gint64 now,
                          GError **error)
{
  g_return_val_if_fail (DESK_IS_SMS_PROVIDER (self), FALSE);

  return DESK_SMS_PROVIDER_GET_IFACE (self)->submit (self, db, phone, text, now, error);
}
