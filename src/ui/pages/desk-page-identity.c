/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-identity.h"

#include "desk-field-row.h"

struct _DeskPageIdentity {
  DeskWizardPage parent_instance;

  AdwComboRow *id_type_row;
  DeskFieldRow *name_row;
  DeskFieldRow *id_number_row;
  DeskFieldRow *mobile_row;
};

G_DEFINE_FINAL_TYPE (DeskPageIdentity, desk_page_identity, DESK_TYPE_WIZARD_PAGE)

/* In the order of the template's choices. */
static const char *const id_types[] = { "01", "02", "03", "04", "05", "06", "07" };

static gboolean
id_type_to_position (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (id_types); i++) {
    if (g_strcmp0 (g_value_get_string (from), id_types[i]) == 0)
      g_value_set_uint (to, i);
  }

  return TRUE;
}

static gboolean
position_to_id_type (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  guint position = g_value_get_uint (from);

  if (position >= G_N_ELEMENTS (id_types))
    return FALSE;

  g_value_set_static_string (to, id_types[position]);
  return TRUE;
}

/* What is said of a number depends on the kind of document. */
static void
on_id_type_changed (DeskPageIdentity *self)
{
  desk_field_row_set_error (self->id_number_row, NULL);
}

static void
desk_page_identity_constructed (GObject *object)
{
  DeskPageIdentity *self = DESK_PAGE_IDENTITY (object);
  DeskApplication *application = desk_wizard_page_get_application (DESK_WIZARD_PAGE (self));
  GObject *applicant = G_OBJECT (desk_application_get_applicant (application));

  G_OBJECT_CLASS (desk_page_identity_parent_class)->constructed (object);

  g_object_bind_property_full (applicant, "id-type", self->id_type_row, "selected",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, id_type_to_position,
                               position_to_id_type, NULL, NULL);
  desk_field_row_bind (self->name_row, applicant, "name");
  desk_field_row_bind (self->id_number_row, applicant, "id-number");
  desk_field_row_bind (self->mobile_row, applicant, "mobile");
}

static void
desk_page_identity_class_init (DeskPageIdentityClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = desk_page_identity_constructed;

  g_type_ensure (DESK_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-identity.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageIdentity, id_type_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageIdentity, name_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageIdentity, id_number_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageIdentity, mobile_row);
  gtk_widget_class_bind_template_callback (widget_class, on_id_type_changed);
}

static void
desk_page_identity_init (DeskPageIdentity *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
