/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-model"

#include "desk-applicant.h"

#include "desk-properties.h"

struct _DeskApplicant {
  GObject parent_instance;

  DeskProperties properties;
};

G_DEFINE_FINAL_TYPE (DeskApplicant, desk_applicant, G_TYPE_OBJECT)

enum { PROP_ID_TYPE = 1, PROP_NAME, PROP_ID_NUMBER, PROP_MOBILE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
desk_applicant_set_property (GObject *object,
                             guint property_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  desk_properties_set (&DESK_APPLICANT (object)->properties, property_id, value);
}

static void
desk_applicant_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  g_value_copy (&DESK_APPLICANT (object)->properties.values[property_id], value);
}

static void
desk_applicant_finalize (GObject *object)
{
  desk_properties_clear (&DESK_APPLICANT (object)->properties);

  G_OBJECT_CLASS (desk_applicant_parent_class)->finalize (object);
}

static void
desk_applicant_class_init (DeskApplicantClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = desk_applicant_set_property;
  object_class->get_property = desk_applicant_get_property;
  object_class->finalize = desk_applicant_finalize;

  /* A person most often comes with a resident identity card. */
  properties[PROP_ID_TYPE]
      = g_param_spec_string ("id-type", NULL, NULL, "01", DESK_PROPERTY_EDITABLE);
  properties[PROP_NAME] = desk_property_text ("name", DESK_PROPERTY_EDITABLE);
  properties[PROP_ID_NUMBER] = desk_property_text ("id-number", DESK_PROPERTY_EDITABLE);
  properties[PROP_MOBILE] = desk_property_text ("mobile", DESK_PROPERTY_EDITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_applicant_init (DeskApplicant *self)
{
  desk_properties_init (&self->properties, self, properties, N_PROPS);
}

DeskApplicant *
desk_applicant_new (void)
{
  return g_object_new (DESK_TYPE_APPLICANT, NULL);
}

const char *
desk_applicant_get_id_type (DeskApplicant *self)
{
  g_return_val_if_fail (DESK_IS_APPLICANT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ID_TYPE);
}

void
desk_applicant_set_id_type (DeskApplicant *self, const char *id_type)
{
  g_return_if_fail (DESK_IS_APPLICANT (self));

  desk_properties_set_text (&self->properties, PROP_ID_TYPE, id_type);
}

const char *
desk_applicant_get_name (DeskApplicant *self)
{
  g_return_val_if_fail (DESK_IS_APPLICANT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_NAME);
}

void
desk_applicant_set_name (DeskApplicant *self, const char *name)
{
  g_return_if_fail (DESK_IS_APPLICANT (self));

  desk_properties_set_text (&self->properties, PROP_NAME, name);
}

const char *
desk_applicant_get_id_number (DeskApplicant *self)
{
  g_return_val_if_fail (DESK_IS_APPLICANT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_ID_NUMBER);
}

void
desk_applicant_set_id_number (DeskApplicant *self, const char *id_number)
{
  g_return_if_fail (DESK_IS_APPLICANT (self));

  desk_properties_set_text (&self->properties, PROP_ID_NUMBER, id_number);
}

const char *
desk_applicant_get_mobile (DeskApplicant *self)
{
  g_return_val_if_fail (DESK_IS_APPLICANT (self), NULL);

  return desk_properties_get_text (&self->properties, PROP_MOBILE);
}

void
desk_applicant_set_mobile (DeskApplicant *self, const char *mobile)
{
  g_return_if_fail (DESK_IS_APPLICANT (self));

  desk_properties_set_text (&self->properties, PROP_MOBILE, mobile);
}

char *
desk_applicant_dup_name_normalised (DeskApplicant *self)
{
  return desk_field_normalise_name (desk_applicant_get_name (self));
}

char *
desk_applicant_dup_id_number_normalised (DeskApplicant *self)
{
  return desk_field_normalise_id_number (desk_applicant_get_id_number (self));
}

char *
desk_applicant_dup_mobile_normalised (DeskApplicant *self)
{
  return desk_field_normalise_mobile (desk_applicant_get_mobile (self));
}

static DeskFieldProblem
check_id_type (const char *id_type)
{
  if (*id_type == '\0')
    return DESK_FIELD_MISSING;

  return desk_field_is_id_type (id_type) ? DESK_FIELD_OK : DESK_FIELD_NOT_ALLOWED;
}

void
desk_applicant_validate (DeskApplicant *self, guint32 today, DeskIssues *issues)
{
  const char *id_type;
  g_autofree char *name = NULL;
  g_autofree char *id_number = NULL;
  g_autofree char *mobile = NULL;
  DeskFieldProblem type_problem;

  g_return_if_fail (DESK_IS_APPLICANT (self));
  g_return_if_fail (issues != NULL);

  id_type = desk_applicant_get_id_type (self);
  name = desk_applicant_dup_name_normalised (self);
  id_number = desk_applicant_dup_id_number_normalised (self);
  mobile = desk_applicant_dup_mobile_normalised (self);
  type_problem = check_id_type (id_type);

  desk_issues_add (issues, "applicant.id_type", type_problem);
  desk_issues_add (issues, "applicant.name",
                   desk_field_check_person_name (name, !g_str_equal (id_type, "01")));
  /* Without a type there is no rule to hold a number against, save that there must be one. */
  if (type_problem == DESK_FIELD_OK)
    desk_issues_add (issues, "applicant.id_number",
                     desk_field_check_id_number (id_type, id_number, today));
  else if (*id_number == '\0')
    desk_issues_add (issues, "applicant.id_number", DESK_FIELD_MISSING);
  desk_issues_add (issues, "applicant.mobile", desk_field_check_mobile (mobile));
}
