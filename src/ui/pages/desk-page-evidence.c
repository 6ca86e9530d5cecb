/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-page-evidence.h"

#include "desk-error-text.h"
#include "desk-field-row.h"
#include "desk-flow-error.h"
#include "desk-image-slot.h"
#include "desk-ink-pad.h"
#include "desk-key-picker.h"
#include "desk-model-binding.h"
#include "desk-pin-prompt.h"

#include <glib/gi18n-lib.h>

struct _DeskPageEvidence {
  DeskWizardPage parent_instance;

  DeskImageSlot *front_slot;
  DeskImageSlot *back_slot;
  DeskInkPad *ink_pad;
  GtkCheckButton *one_off_check;
  GtkCheckButton *ukey_check;
  GtkWidget *signing_group;
  GtkWidget *code_group;
  DeskFieldRow *code_row;
  GtkButton *code_button;
  DeskKeyPicker *key_picker;

  DeskPinPrompt *prompt;           /* owned, nullable: while a PIN is asked for */
  DeskKeyCertificate *certificate; /* owned, nullable: the one the PIN is asked for */
  DeskSecret *pin;                 /* owned, nullable; between the dialog and the end of the step */
  GCancellable *cancellable;       /* owned; ends with the widget */
};

G_DEFINE_FINAL_TYPE (DeskPageEvidence, desk_page_evidence, DESK_TYPE_WIZARD_PAGE)

static gboolean
signs_with_key (DeskPageEvidence *self)
{
  DeskApplication *application = desk_wizard_page_get_application (DESK_WIZARD_PAGE (self));

  return desk_application_get_signing_mode (application) == DESK_SIGNING_UKEY;
}

static gboolean
has_picture (DeskPageEvidence *self, DeskAttachmentKind kind)
{
  DeskApplication *application = desk_wizard_page_get_application (DESK_WIZARD_PAGE (self));

  return desk_attachment_get_content (desk_application_get_attachment (application, kind)) != NULL;
}

/* The contract stands already and nothing it was made from changed: nothing is signed again. */
static gboolean
is_signed (DeskPageEvidence *self)
{
  DeskApplication *application = desk_wizard_page_get_application (DESK_WIZARD_PAGE (self));

  return desk_application_get_contract_sha256 (application) != NULL;
}

/* What is said beside the primary button, in the order of the page. */
static const char *
find_missing (DeskPageEvidence *self)
{
  DeskApplication *application = desk_wizard_page_get_application (DESK_WIZARD_PAGE (self));

  if (!has_picture (self, DESK_ATTACHMENT_ID_FRONT))
    return _ ("Please add the portrait side.");
  if (!has_picture (self, DESK_ATTACHMENT_ID_BACK))
    return _ ("Please add the emblem side.");
  if (desk_ink_get_n_strokes (desk_application_get_ink (application)) == 0)
    return _ ("Please write your signature.");
  if (!desk_application_get_ink_confirmed (application))
    return _ ("Please press OK below your signature.");
  if (is_signed (self))
    return NULL;
  if (signs_with_key (self) && desk_key_picker_get_selected (self->key_picker) == NULL)
    return _ ("Please plug in your Ukey.");
  if (!signs_with_key (self) && *gtk_editable_get_text (GTK_EDITABLE (self->code_row)) == '\0')
    return _ ("Please fill in the verification code.");

  return NULL;
}

static void
update (DeskPageEvidence *self)
{
  gboolean key = signs_with_key (self);

  gtk_widget_set_visible (self->signing_group, !is_signed (self));
  gtk_widget_set_visible (self->code_group, !key && !is_signed (self));
  gtk_widget_set_visible (GTK_WIDGET (self->key_picker), key && !is_signed (self));
  desk_wizard_page_set_missing (DESK_WIZARD_PAGE (self), find_missing (self));
}

static void
update_resend (DeskPageEvidence *self)
{
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));
  guint seconds = desk_apply_flow_get_resend_seconds (flow);

  gtk_widget_set_sensitive (GTK_WIDGET (self->code_button), seconds == 0);
  if (seconds == 0) {
    gtk_button_set_label (self->code_button, _ ("Get code"));
  } else {
    /* Translators: %u is a number of seconds. */
    g_autofree char *label
        = g_strdup_printf (ngettext ("Again in %u s", "Again in %u s", seconds), seconds);

    gtk_button_set_label (self->code_button, label);
  }
}

static void
on_code_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskPageEvidence) self = user_data;
  g_autoptr (GError) error = NULL;

  if (desk_apply_flow_request_code_finish (DESK_APPLY_FLOW (source), result, &error)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
  } else if (!desk_error_text_is_silent (error)) {
    g_autofree char *line = desk_error_text_dup_line (error);

    desk_field_row_set_error (self->code_row, line);
  }
}

static void
on_code_clicked (DeskPageEvidence *self)
{
  desk_field_row_set_error (self->code_row, NULL);
  desk_apply_flow_request_code_async (desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self)),
                                      self->cancellable, on_code_sent, g_object_ref (self));
}

/* Signing with a key */

static void
close_prompt (DeskPageEvidence *self)
{
  if (self->prompt != NULL)
    g_signal_handlers_disconnect_by_data (self->prompt, self);
  if (self->prompt != NULL)
    desk_pin_prompt_close (self->prompt);
  g_clear_object (&self->prompt);
}

static void
on_pin_submit (DeskPageEvidence *self, DeskSecret *pin)
{
  g_clear_pointer (&self->pin, desk_secret_unref);
  self->pin = pin != NULL ? desk_secret_ref (pin) : NULL;
  desk_wizard_page_proceed (DESK_WIZARD_PAGE (self));
}

static void
on_pin_cancelled (DeskPageEvidence *self)
{
  close_prompt (self);
  desk_wizard_page_stop (DESK_WIZARD_PAGE (self));
}

static gboolean
desk_page_evidence_confirm (DeskWizardPage *page)
{
  DeskPageEvidence *self = DESK_PAGE_EVIDENCE (page);

  if (!signs_with_key (self) || is_signed (self))
    return FALSE;

  close_prompt (self);
  g_set_object (&self->certificate, desk_key_picker_get_selected (self->key_picker));
  self->prompt
      = desk_pin_prompt_new_for (GTK_WIDGET (self), self->certificate, _ ("Sign the contract"));
  g_signal_connect_object (self->prompt, "submit", G_CALLBACK (on_pin_submit), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prompt, "cancelled", G_CALLBACK (on_pin_cancelled), self,
                           G_CONNECT_SWAPPED);
  desk_pin_prompt_set_keys (self->prompt,
                            desk_apply_flow_get_keys (desk_wizard_page_get_flow (page)));
  desk_pin_prompt_present (self->prompt);

  return TRUE;
}

static void
desk_page_evidence_get_confirmation (DeskWizardPage *page, DeskStepConfirmation *confirmation)
{
  DeskPageEvidence *self = DESK_PAGE_EVIDENCE (page);

  if (signs_with_key (self)) {
    confirmation->certificate = self->certificate;
    confirmation->pin = self->pin;
  } else {
    confirmation->sms_code = gtk_editable_get_text (GTK_EDITABLE (self->code_row));
  }
}

static gboolean
desk_page_evidence_completed (DeskWizardPage *page, const GError *error)
{
  DeskPageEvidence *self = DESK_PAGE_EVIDENCE (page);

  g_clear_pointer (&self->pin, desk_secret_unref);

  if (error == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  if (self->prompt != NULL && desk_pin_prompt_answer (self->prompt, error))
    return TRUE;

  close_prompt (self);
  if (g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_CODE_WRONG)
      || g_error_matches (error, DESK_FLOW_ERROR, DESK_FLOW_ERROR_CODE_EXPIRED)) {
    desk_field_row_set_error (self->code_row, desk_error_text_get_sentence (error));
    gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
    return TRUE;
  }

  return FALSE;
}

static void
desk_page_evidence_shown (DeskWizardPage *page)
{
  desk_apply_flow_set_watching (desk_wizard_page_get_flow (page), TRUE);
}

static void
desk_page_evidence_hidden (DeskWizardPage *page)
{
  desk_apply_flow_set_watching (desk_wizard_page_get_flow (page), FALSE);
}

static void
bind_flow (DeskPageEvidence *self)
{
  DeskApplyFlow *flow = desk_wizard_page_get_flow (DESK_WIZARD_PAGE (self));
  GObject *application = G_OBJECT (desk_apply_flow_get_application (flow));

  desk_image_slot_set_attachment (self->front_slot, flow, DESK_ATTACHMENT_ID_FRONT);
  desk_image_slot_set_attachment (self->back_slot, flow, DESK_ATTACHMENT_ID_BACK);
  desk_ink_pad_set_application (self->ink_pad, DESK_APPLICATION (application));
  desk_model_bind_check (self->one_off_check, application, "signing-mode", DESK_SIGNING_ONE_OFF);
  desk_model_bind_check (self->ukey_check, application, "signing-mode", DESK_SIGNING_UKEY);
  g_object_bind_property (flow, "key-state", self->key_picker, "state", G_BINDING_SYNC_CREATE);
  g_object_bind_property (flow, "certificates", self->key_picker, "certificates",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (flow, "notify::resend-seconds", G_CALLBACK (update_resend), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
desk_page_evidence_constructed (GObject *object)
{
  DeskPageEvidence *self = DESK_PAGE_EVIDENCE (object);

  G_OBJECT_CLASS (desk_page_evidence_parent_class)->constructed (object);

  bind_flow (self);
  update_resend (self);
  update (self);
}

static void
desk_page_evidence_dispose (GObject *object)
{
  DeskPageEvidence *self = DESK_PAGE_EVIDENCE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  close_prompt (self);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->pin, desk_secret_unref);

  G_OBJECT_CLASS (desk_page_evidence_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-page-evidence.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, front_slot);
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, back_slot);
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, ink_pad);
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, one_off_check);
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, ukey_check);
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, signing_group);
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, code_group);
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, code_row);
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, code_button);
  gtk_widget_class_bind_template_child (widget_class, DeskPageEvidence, key_picker);
  gtk_widget_class_bind_template_callback (widget_class, on_code_clicked);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
desk_page_evidence_class_init (DeskPageEvidenceClass *klass)
{
  DeskWizardPageClass *page_class = DESK_WIZARD_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = desk_page_evidence_constructed;
  G_OBJECT_CLASS (klass)->dispose = desk_page_evidence_dispose;
  page_class->shown = desk_page_evidence_shown;
  page_class->hidden = desk_page_evidence_hidden;
  page_class->confirm = desk_page_evidence_confirm;
  page_class->get_confirmation = desk_page_evidence_get_confirmation;
  page_class->completed = desk_page_evidence_completed;

  g_type_ensure (DESK_TYPE_FIELD_ROW);
  g_type_ensure (DESK_TYPE_IMAGE_SLOT);
  g_type_ensure (DESK_TYPE_INK_PAD);
  g_type_ensure (DESK_TYPE_KEY_PICKER);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
desk_page_evidence_init (DeskPageEvidence *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
