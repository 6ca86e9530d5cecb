/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-provider"

#include "desk-sms-outbox.h"

#include "desk-store-sms.h"

struct _DeskSmsOutbox {
  GObject parent_instance;

  DeskStoreCrypt *crypt; /* borrowed */
};

static void desk_sms_outbox_provider_init (DeskSmsProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskSmsOutbox,
                               desk_sms_outbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_SMS_PROVIDER,
                                                      desk_sms_outbox_provider_init))

static gboolean
desk_sms_outbox_submit (DeskSmsProvider *provider,
                        DeskDb *db,
                        const char *phone,
                        const char *text,
                        gint64 now,
                        GError **error)
{
  return desk_store_sms_message_add (db, DESK_SMS_OUTBOX (provider)->crypt, phone, text, now,
                                     error);
}

static void
desk_sms_outbox_provider_init (DeskSmsProviderInterface *iface)
{
  iface->submit = desk_sms_outbox_submit;
}

static void
desk_sms_outbox_class_init (DeskSmsOutboxClass *klass)
{
}

static void
desk_sms_outbox_init (DeskSmsOutbox *self)
{
}

DeskSmsProvider *
desk_sms_outbox_new (DeskStoreCrypt *crypt)
{
  DeskSmsOutbox *self = g_object_new (DESK_TYPE_SMS_OUTBOX, NULL);

  self->crypt = crypt;
  return DESK_SMS_PROVIDER (self);
}
