/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-consent.h"

#include "desk-contract-text.h"
#include "desk-field-frame.h"

#include <glib/gi18n-lib.h>

struct _DeskPageConsent {
  DeskWizardPage parent_instance;

  DeskContractText *text;
  GtkCheckButton *agree_check;
};

G_DEFINE_FINAL_TYPE (DeskPageConsent, desk_page_consent, DESK_TYPE_WIZARD_PAGE)

static gboolean
get_agreed (DeskPageConsent *self)
{
  DeskApplication *application = desk_wizard_page_get_application (DESK_WIZARD_PAGE (self));

  return desk_application_get_consent_time (application) != 0;
}

static void
update (DeskPageConsent *self)
{
  gboolean agreed = get_agreed (self);
  const char *missing = NULL;

  gtk_check_button_set_active (self->agree_check, agreed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->agree_check),
                            agreed || desk_contract_text_get_finished (self->text));

  if (!agreed && !desk_contract_text_get_finished (self->text))
    missing = _ ("Please read the contract to its end.");
  else if (!agreed)
    missing = _ ("Please tick that you agree to sign.");
  desk_wizard_page_set_missing (DESK_WIZARD_PAGE (self), missing);
}

static void
on_agree_toggled (DeskPageConsent *self)
{
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));
  gboolean agreed = gtk_check_button_get_active (self->agree_check);

  if (agreed != get_agreed (self))
    desk_apply_flow_set_agreed (flow, agreed);
  update (self);
}

static void
desk_page_consent_constructed (GObject *object)
{
  DeskPageConsent *self = DESK_PAGE_CONSENT (object);
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));

  G_OBJECT_CLASS (desk_page_consent_parent_class)->constructed (object);

  g_object_bind_property (flow, "contract-text", self->text, "text", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (desk_apply_flow_get_application (flow), "notify::consent-time",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
desk_page_consent_loaded (DeskWizardPage *page)
{
  update (DESK_PAGE_CONSENT (page));
}

static void
desk_page_consent_class_init (DeskPageConsentClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = desk_page_consent_constructed;
  DESK_WIZARD_PAGE_CLASS (klass)->loaded = desk_page_consent_loaded;

  g_type_ensure (DESK_TYPE_CONTRACT_TEXT);
  g_type_ensure (DESK_TYPE_FIELD_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-consent.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageConsent, text);
  gtk_widget_class_bind_template_child (widget_class, DeskPageConsent, agree_check);
  gtk_widget_class_bind_template_callback (widget_class, on_agree_toggled);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
desk_page_consent_init (DeskPageConsent *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
