/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-db.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DeskSmsProvider:
 *
 * Takes texts to be sent. It takes them in the transaction that decides to send them, so that no
 * code is stored without its text nor the other way round; a provider that talks to a gateway keeps
 * them there as its outbox and sends after the commit.
 */
#define DESK_TYPE_SMS_PROVIDER (desk_sms_provider_get_type ())

G_DECLARE_INTERFACE (DeskSmsProvider, desk_sms_provider, DESK, SMS_PROVIDER, GObject)

struct _DeskSmsProviderInterface {
  GTypeInterface parent_interface;

  gboolean (*submit) (DeskSmsProvider *self,
                      DeskDb *db,
                      const char *phone,
                      const char *text,
                      gint64 now,
                      GError **error);
};

/* Database thread. @phone in clear, @text as the person will read it, @now Unix seconds. */
gboolean desk_sms_provider_submit (DeskSmsProvider *self,
                                   DeskDb *db,
                                   const char *phone,
                                   const char *text,
                                   gint64 now,
                                   GError **error);

G_END_DECLS
