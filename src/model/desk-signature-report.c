/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-signature-report.h"

#include "desk-properties.h"

static const char *const verdict_codes[] = {
  [DESK_VERDICT_VALID] = "valid",       [DESK_VERDICT_EXTENDED] = "extended",
  [DESK_VERDICT_INVALID] = "invalid",   [DESK_VERDICT_INCOMPLETE] = "incomplete",
  [DESK_VERDICT_UNSIGNED] = "unsigned",
};

static const char *const role_codes[] = {
  [DESK_SIGNATURE_APPLICANT] = "applicant",
  [DESK_SIGNATURE_AUTHORITY] = "authority",
  [DESK_SIGNATURE_TIMESTAMP] = "timestamp",
  [DESK_SIGNATURE_OTHER] = "other",
};

static const char *const flaw_codes[] = {
  [DESK_FLAW_NONE] = "none",
  [DESK_FLAW_BYTE_RANGE] = "byte_range",
  [DESK_FLAW_DIGEST] = "digest",
  [DESK_FLAW_SIGNATURE] = "signature",
  [DESK_FLAW_CERTIFICATE] = "certificate",
  [DESK_FLAW_REVOKED] = "revoked",
  [DESK_FLAW_TIMESTAMP] = "timestamp",
  [DESK_FLAW_ATTRIBUTES] = "attributes",
  [DESK_FLAW_CHANGED_AFTER] = "changed_after",
};

struct _DeskSignatureReport {
  GObject parent_instance;

  DeskProperties properties;
};

G_DEFINE_FINAL_TYPE (DeskSignatureReport, desk_signature_report, G_TYPE_OBJECT)

enum {
  PROP_FIELD = 1,
  PROP_ROLE,
  PROP_SIGNER,
  PROP_ISSUER,
  PROP_TIME,
  PROP_TIME_SOURCE,
  PROP_VERDICT,
  PROP_FLAW,
  PROP_DETAIL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
desk_signature_report_set_property (GObject *object,
                                    guint property_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  desk_properties_set (&DESK_SIGNATURE_REPORT (object)->properties, property_id, value);
}

static void
desk_signature_report_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  g_value_copy (&DESK_SIGNATURE_REPORT (object)->properties.values[property_id], value);
}

static void
desk_signature_report_finalize (GObject *object)
{
  desk_properties_clear (&DESK_SIGNATURE_REPORT (object)->properties);

  G_OBJECT_CLASS (desk_signature_report_parent_class)->finalize (object);
}

static void
desk_signature_report_class_init (DeskSignatureReportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_signature_report_set_property;
  object_class->get_property = desk_signature_report_get_property;
  object_class->finalize = desk_signature_report_finalize;

  properties[PROP_FIELD] = desk_property_text ("field", DESK_PROPERTY_FIXED);
  properties[PROP_ROLE] = desk_property_int ("role", DESK_SIGNATURE_OTHER, DESK_PROPERTY_FIXED);
  properties[PROP_SIGNER] = desk_property_text ("signer", DESK_PROPERTY_FIXED);
  properties[PROP_ISSUER] = desk_property_text ("issuer", DESK_PROPERTY_FIXED);
  properties[PROP_TIME] = desk_property_int64 ("time", DESK_PROPERTY_FIXED);
  properties[PROP_TIME_SOURCE]
      = desk_property_int ("time-source", DESK_TIME_TIMESTAMPED, DESK_PROPERTY_FIXED);
  properties[PROP_VERDICT]
      = desk_property_int ("verdict", DESK_VERDICT_UNSIGNED, DESK_PROPERTY_FIXED);
  properties[PROP_FLAW] = desk_property_int ("flaw", DESK_FLAW_CHANGED_AFTER, DESK_PROPERTY_FIXED);
  properties[PROP_DETAIL] = desk_property_text ("detail", DESK_PROPERTY_FIXED);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_signature_report_init (DeskSignatureReport *self)
{
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

const char *
desk_signature_report_get_field (DeskSignatureReport *self)
{
  g_return_val_if_fail (DESK_IS_SIGNATURE_REPORT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_FIELD);
}

DeskSignatureRole
desk_signature_report_get_role (DeskSignatureReport *self)
{
  g_return_val_if_fail (DESK_IS_SIGNATURE_REPORT (self), (DeskSignatureRole) 0);

  return (DeskSignatureRole) desk_properties_get_int (&self->properties, PROP_ROLE);
}

const char *
desk_signature_report_get_signer (DeskSignatureReport *self)
{
  g_return_val_if_fail (DESK_IS_SIGNATURE_REPORT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_SIGNER);
}

const char *
desk_signature_report_get_issuer (DeskSignatureReport *self)
{
  g_return_val_if_fail (DESK_IS_SIGNATURE_REPORT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ISSUER);
}

gint64
desk_signature_report_get_time (DeskSignatureReport *self)
{
  g_return_val_if_fail (DESK_IS_SIGNATURE_REPORT (self), 0);

  return desk_properties_get_int64 (&self->properties, PROP_TIME);
}

DeskTimeSource
desk_signature_report_get_time_source (DeskSignatureReport *self)
{
  g_return_val_if_fail (DESK_IS_SIGNATURE_REPORT (self), (DeskTimeSource) 0);

  return (DeskTimeSource) desk_properties_get_int (&self->properties, PROP_TIME_SOURCE);
}

DeskVerdict
desk_signature_report_get_verdict (DeskSignatureReport *self)
{
  g_return_val_if_fail (DESK_IS_SIGNATURE_REPORT (self), (DeskVerdict) 0);

  return (DeskVerdict) desk_properties_get_int (&self->properties, PROP_VERDICT);
}

DeskSignatureFlaw
desk_signature_report_get_flaw (DeskSignatureReport *self)
{
  g_return_val_if_fail (DESK_IS_SIGNATURE_REPORT (self), (DeskSignatureFlaw) 0);

  return (DeskSignatureFlaw) desk_properties_get_int (&self->properties, PROP_FLAW);
}

const char *
desk_signature_report_get_detail (DeskSignatureReport *self)
{
  g_return_val_if_fail (DESK_IS_SIGNATURE_REPORT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_DETAIL);
}

const char *
desk_verdict_get_code (DeskVerdict verdict)
{
  g_return_val_if_fail ((size_t) verdict < G_N_ELEMENTS (verdict_codes), NULL);

  return verdict_codes[verdict];
}

const char *
desk_signature_role_get_code (DeskSignatureRole role)
{
  g_return_val_if_fail ((size_t) role < G_N_ELEMENTS (role_codes), NULL);

  return role_codes[role];
}

const char *
desk_signature_flaw_get_code (DeskSignatureFlaw flaw)
{
  g_return_val_if_fail ((size_t) flaw < G_N_ELEMENTS (flaw_codes), NULL);

  return flaw_codes[flaw];
}
