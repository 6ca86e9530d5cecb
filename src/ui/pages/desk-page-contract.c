/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-contract.h"

#include "desk-contract-view.h"
#include "desk-field-frame.h"

#include <glib/gi18n-lib.h>

struct _DeskPageContract {
  DeskWizardPage parent_instance;

  DeskContractView *view;
  GtkCheckButton *read_check;
};

G_DEFINE_FINAL_TYPE (DeskPageContract, desk_page_contract, DESK_TYPE_WIZARD_PAGE)

static gboolean
is_sound (DeskVerdict verdict)
{
  return verdict == DESK_VERDICT_VALID || verdict == DESK_VERDICT_EXTENDED;
}

static void
update (DeskPageContract *self)
{
  DeskWizardPage *page = DESK_WIZARD_PAGE (self);
  gboolean sound = is_sound (desk_apply_flow_get_verdict (desk_wizard_page_get_flow (page)));
  gboolean read = desk_application_get_contract_read (desk_wizard_page_get_application (page));
  gboolean finished = desk_contract_view_get_finished (self->view);

  gtk_check_button_set_active (self->read_check, read);
  gtk_widget_set_sensitive (GTK_WIDGET (self->read_check), sound && (read || finished));

  if (!sound)
    desk_wizard_page_set_missing (page, _ ("The contract does not verify."));
  else if (!read && !finished)
    desk_wizard_page_set_missing (page, _ ("Please read the contract to its last page."));
  else if (!read)
    desk_wizard_page_set_missing (page, _ ("Please tick that you have read the contract."));
  else
    desk_wizard_page_set_missing (page, NULL);
}

static void
on_read_toggled (DeskPageContract *self)
{
  DeskApplication *application = desk_wizard_page_get_application (DESK_WIZARD_PAGE (self));

  desk_application_set_contract_read (application, gtk_check_button_get_active (self->read_check));
}

static void
desk_page_contract_loaded (DeskWizardPage *page)
{
  DeskPageContract *self = DESK_PAGE_CONTRACT (page);
  const char *number = desk_application_get_order_number (desk_wizard_page_get_application (page));
  g_autofree char *file_name = g_strdup_printf ("%s.pdf", number != NULL ? number : "contract");

  g_object_set (self->view, "file-name", file_name, NULL);
  update (self);
}

static void
desk_page_contract_constructed (GObject *object)
{
  DeskPageContract *self = DESK_PAGE_CONTRACT (object);
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));

  G_OBJECT_CLASS (desk_page_contract_parent_class)->constructed (object);

  g_object_bind_property (flow, "contract-pdf", self->view, "pdf", G_BINDING_SYNC_CREATE);
  g_object_bind_property (flow, "signatures", self->view, "signatures", G_BINDING_SYNC_CREATE);
  g_object_bind_property (flow, "verdict", self->view, "verdict", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (flow, "notify::verdict", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk_apply_flow_get_application (flow), "notify::contract-read",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
desk_page_contract_class_init (DeskPageContractClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = desk_page_contract_constructed;
  DESK_WIZARD_PAGE_CLASS (klass)->loaded = desk_page_contract_loaded;

  g_type_ensure (DESK_TYPE_CONTRACT_VIEW);
  g_type_ensure (DESK_TYPE_FIELD_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-contract.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageContract, view);
  gtk_widget_class_bind_template_child (widget_class, DeskPageContract, read_check);
  gtk_widget_class_bind_template_callback (widget_class, on_read_toggled);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
desk_page_contract_init (DeskPageContract *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
