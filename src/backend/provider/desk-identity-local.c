/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-backend"

#include "desk-identity-local.h"

#include "desk-field.h"
#include "desk-id.h"

#define SECONDS_PER_DAY (24 * 60 * 60)
#define JULIAN_1970     719163        /* g_date_get_julian() of 1970-01-01 */
#define BEIJING_OFFSET  (8 * 60 * 60) /* seconds */
#define SERIAL_DIGITS   10

struct _DeskIdentityLocal {
  GObject parent_instance;

  DeskClock *clock;      /* owned */
  char **mismatch_names; /* owned, nullable; normalised */
};

static void desk_identity_local_iface_init (DeskIdentityProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskIdentityLocal,
                               desk_identity_local,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DESK_TYPE_IDENTITY_PROVIDER,
                                                      desk_identity_local_iface_init))

static gboolean
is_resident_document (const char *id_type)
{
  static const char *const types[] = { "01", "02", "03", "04", NULL };

  return g_strv_contains (types, id_type);
}

static DeskIdentityOutcome
judge (DeskIdentityLocal *self, const DeskIdentityQuery *query, gint64 now)
{
  guint32 today = JULIAN_1970 + (guint32) ((now + BEIJING_OFFSET) / SECONDS_PER_DAY);

  if (desk_field_check_id_number (query->id_type, query->id_number, today) != DESK_FIELD_OK)
    return DESK_IDENTITY_NO_RECORD;
  if (self->mismatch_names != NULL
      && g_strv_contains ((const char *const *) self->mismatch_names, query->name))
    return DESK_IDENTITY_MISMATCH;

  return is_resident_document (query->id_type) ? DESK_IDENTITY_MATCH : DESK_IDENTITY_MANUAL;
}

static DeskIdentityAnswer *
desk_identity_local_verify (DeskIdentityProvider *provider,
                            const DeskIdentityQuery *query,
                            GError **error)
{
  DeskIdentityLocal *self = DESK_IDENTITY_LOCAL (provider);
  g_autofree char *digits = desk_id_random_digits (SERIAL_DIGITS);
  DeskIdentityAnswer *answer = g_new0 (DeskIdentityAnswer, 1);

  answer->time = desk_clock_now_seconds (self->clock);
  answer->outcome = judge (self, query, answer->time);
  answer->serial = g_strconcat ("L", digits, NULL);

  return answer;
}

static void
desk_identity_local_finalize (GObject *object)
{
  DeskIdentityLocal *self = DESK_IDENTITY_LOCAL (object);

  g_clear_object (&self->clock);
  g_strfreev (self->mismatch_names);

  G_OBJECT_CLASS (desk_identity_local_parent_class)->finalize (object);
}

static void
desk_identity_local_iface_init (DeskIdentityProviderInterface *iface)
{
  iface->verify = desk_identity_local_verify;
}

static void
desk_identity_local_class_init (DeskIdentityLocalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_identity_local_finalize;
}

static void
desk_identity_local_init (DeskIdentityLocal *self)
{
}

DeskIdentityProvider *
desk_identity_local_new (DeskClock *clock, const char *const *mismatch_names)
{
  DeskIdentityLocal *self = g_object_new (DESK_TYPE_IDENTITY_LOCAL, NULL);

  self->clock = g_object_ref (clock);
  self->mismatch_names = g_strdupv ((char **) mismatch_names);

  return DESK_IDENTITY_PROVIDER (self);
}
