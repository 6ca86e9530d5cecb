/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-delivery.h"

#include "desk-field-frame.h"
#include "desk-field-row.h"
#include "desk-model-binding.h"

#include <glib/gi18n-lib.h>

struct _DeskPageDelivery {
  DeskWizardPage parent_instance;

  GtkCheckButton *mail_check;
  GtkCheckButton *collect_check;
  GtkWidget *mail_group;
  AdwComboRow *carrier_row;
  DeskFieldRow *recipient_row;
  DeskFieldRow *phone_row;
  DeskFieldRow *region_row;
  DeskFieldRow *address_row;
  DeskFieldRow *postcode_row;
  GtkWidget *collect_frame;
  GtkListBox *branch_list;

  GtkCheckButton *first_branch; /* borrowed, nullable: the group of the branches' checks */
};

G_DEFINE_FINAL_TYPE (DeskPageDelivery, desk_page_delivery, DESK_TYPE_WIZARD_PAGE)

static DeskDelivery *
get_delivery (DeskPageDelivery *self)
{
  return desk_application_get_delivery (desk_wizard_page_get_application (DESK_WIZARD_PAGE (self)));
}

static void
on_branch_toggled (GtkCheckButton *check, gpointer user_data)
{
  DeskPageDelivery *self = user_data;

  if (gtk_check_button_get_active (check))
    desk_delivery_set_branch (get_delivery (self),
                              g_object_get_data (G_OBJECT (check), "desk-branch"));
}

static GtkWidget *
create_branch_row (gpointer item, gpointer user_data)
{
  DeskPageDelivery *self = user_data;
  DeskBranch *branch = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *subtitle
      = g_strjoin ("\n", desk_branch_get_address (branch), desk_branch_get_hours (branch), NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), desk_branch_get_name (branch));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  desk_branch_get_name (branch), -1);
  g_object_set_data_full (G_OBJECT (check), "desk-branch", g_strdup (desk_branch_get_code (branch)),
                          g_free);
  if (self->first_branch == NULL) {
    g_set_weak_pointer (&self->first_branch, GTK_CHECK_BUTTON (check));
  } else {
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->first_branch);
  }
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (check),
      g_strcmp0 (desk_branch_get_code (branch), desk_delivery_get_branch (get_delivery (self)))
          == 0);
  g_signal_connect (check, "toggled", G_CALLBACK (on_branch_toggled), self);

  return row;
}

static void
desk_page_delivery_loaded (DeskWizardPage *page)
{
  DeskPageDelivery *self = DESK_PAGE_DELIVERY (page);

  gtk_widget_set_sensitive (
      GTK_WIDGET (self->collect_check),
      g_list_model_get_n_items (desk_apply_flow_get_branches (desk_wizard_page_get_flow (page)))
          > 0);
}

/* Who applies usually receives; typed values are left alone. */
static void
desk_page_delivery_shown (DeskWizardPage *page)
{
  DeskDelivery *delivery = get_delivery (DESK_PAGE_DELIVERY (page));
  DeskApplicant *applicant
      = desk_application_get_applicant (desk_wizard_page_get_application (page));

  if (*desk_delivery_get_recipient (delivery) == '\0') {
    g_autofree char *name = desk_applicant_dup_name_normalised (applicant);

    desk_delivery_set_recipient (delivery, name);
  }
  if (*desk_delivery_get_phone (delivery) == '\0') {
    g_autofree char *mobile = desk_applicant_dup_mobile_normalised (applicant);

    desk_delivery_set_phone (delivery, mobile);
  }
}

static void
desk_page_delivery_constructed (GObject *object)
{
  DeskPageDelivery *self = DESK_PAGE_DELIVERY (object);
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));
  GObject *delivery = G_OBJECT (get_delivery (self));

  G_OBJECT_CLASS (desk_page_delivery_parent_class)->constructed (object);

  desk_model_bind_check (self->mail_check, delivery, "method", DESK_DELIVERY_MAIL);
  desk_model_bind_check (self->collect_check, delivery, "method", DESK_DELIVERY_COLLECT);
  desk_model_bind_visible (self->mail_group, delivery, "method", DESK_DELIVERY_MAIL);
  desk_model_bind_visible (self->collect_frame, delivery, "method", DESK_DELIVERY_COLLECT);
  desk_model_bind_combo (self->carrier_row, delivery, "carrier", DESK_CARRIER_SF);
  desk_field_row_bind (self->recipient_row, delivery, "recipient");
  desk_field_row_bind (self->phone_row, delivery, "phone");
  desk_field_row_bind (self->region_row, delivery, "region");
  desk_field_row_bind (self->address_row, delivery, "address");
  desk_field_row_bind (self->postcode_row, delivery, "postcode");
  gtk_list_box_bind_model (self->branch_list, desk_apply_flow_get_branches (flow),
                           create_branch_row, self, NULL);
}

static void
desk_page_delivery_dispose (GObject *object)
{
  DeskPageDelivery *self = DESK_PAGE_DELIVERY (object);

  g_clear_weak_pointer (&self->first_branch);

  G_OBJECT_CLASS (desk_page_delivery_parent_class)->dispose (object);
}

static void
desk_page_delivery_class_init (DeskPageDeliveryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = desk_page_delivery_constructed;
  G_OBJECT_CLASS (klass)->dispose = desk_page_delivery_dispose;
  DESK_WIZARD_PAGE_CLASS (klass)->shown = desk_page_delivery_shown;
  DESK_WIZARD_PAGE_CLASS (klass)->loaded = desk_page_delivery_loaded;

  g_type_ensure (DESK_TYPE_FIELD_FRAME);
  g_type_ensure (DESK_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-delivery.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, mail_check);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, collect_check);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, mail_group);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, carrier_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, recipient_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, phone_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, region_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, address_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, postcode_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, collect_frame);
  gtk_widget_class_bind_template_child (widget_class, DeskPageDelivery, branch_list);
}

static void
desk_page_delivery_init (DeskPageDelivery *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
