/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-signature-card.h"

#include "desk-ui-format.h"

#include <glib/gi18n-lib.h>

struct _DeskSignatureCard {
  AdwBin parent_instance;

  GtkLabel *role;
  GtkLabel *signer;
  GtkLabel *time;
  GtkLabel *time_source;
  GtkWidget *state_box;
  GtkImage *state_icon;
  GtkLabel *state;
};

G_DEFINE_FINAL_TYPE (DeskSignatureCard, desk_signature_card, ADW_TYPE_BIN)

static const char *
get_role (DeskSignatureRole role)
{
  switch (role) {
  case DESK_SIGNATURE_APPLICANT:
    return _ ("Applicant’s signature");
  case DESK_SIGNATURE_AUTHORITY:
    return _ ("Seal of the certificate authority");
  case DESK_SIGNATURE_TIMESTAMP:
    return _ ("Timestamp");
  case DESK_SIGNATURE_OTHER:
  default:
    return _ ("Other signature");
  }
}

static const char *
get_flaw (DeskSignatureFlaw flaw)
{
  switch (flaw) {
  case DESK_FLAW_BYTE_RANGE:
    return _ ("Invalid: it does not cover the whole document");
  case DESK_FLAW_DIGEST:
    return _ ("Invalid: the document was changed after signing");
  case DESK_FLAW_SIGNATURE:
    return _ ("Invalid: the signature does not fit the document");
  case DESK_FLAW_CERTIFICATE:
    return _ ("Invalid: the signer’s certificate is not trusted");
  case DESK_FLAW_REVOKED:
    return _ ("Invalid: the signer’s certificate was revoked");
  case DESK_FLAW_TIMESTAMP:
    return _ ("Invalid: the timestamp cannot be relied on");
  case DESK_FLAW_ATTRIBUTES:
    return _ ("Invalid: not the form of signature that is accepted");
  case DESK_FLAW_CHANGED_AFTER:
    return _ ("Invalid: the document was changed later on");
  case DESK_FLAW_NONE:
  default:
    return _ ("Invalid");
  }
}

static const char *
get_state (DeskSignatureReport *report)
{
  switch (desk_signature_report_get_verdict (report)) {
  case DESK_VERDICT_VALID:
    return _ ("Valid");
  case DESK_VERDICT_EXTENDED:
    return _ ("Valid; the document was added to afterwards");
  case DESK_VERDICT_INVALID:
    return get_flaw (desk_signature_report_get_flaw (report));
  case DESK_VERDICT_INCOMPLETE:
  case DESK_VERDICT_UNSIGNED:
  default:
    return _ ("Not signed yet");
  }
}

const char *
desk_signature_card_get_verdict_sentence (DeskVerdict verdict)
{
  switch (verdict) {
  case DESK_VERDICT_VALID:
    return _ ("All signatures are valid and the contract is unchanged.");
  case DESK_VERDICT_EXTENDED:
    return _ ("All signatures are valid; the contract was added to in an allowed way.");
  case DESK_VERDICT_INCOMPLETE:
    return _ ("A required signature is missing.");
  case DESK_VERDICT_UNSIGNED:
    return _ ("The contract is not signed.");
  case DESK_VERDICT_INVALID:
  default:
    return _ ("The contract does not verify. Please do not go on and contact customer service.");
  }
}

const char *
desk_signature_card_get_verdict_icon (DeskVerdict verdict)
{
  return verdict == DESK_VERDICT_VALID || verdict == DESK_VERDICT_EXTENDED
             ? "object-select-symbolic"
             : "dialog-warning-symbolic";
}

const char *
desk_signature_card_get_verdict_class (DeskVerdict verdict)
{
  switch (verdict) {
  case DESK_VERDICT_VALID:
  case DESK_VERDICT_EXTENDED:
    return "success";
  case DESK_VERDICT_INCOMPLETE:
  case DESK_VERDICT_UNSIGNED:
    return "warning";
  case DESK_VERDICT_INVALID:
  default:
    return "error";
  }
}

static void
show_time (DeskSignatureCard *self, DeskSignatureReport *report)
{
  gint64 time = desk_signature_report_get_time (report);
  g_autofree char *text = desk_ui_format_date_time (time);
  gboolean known = time != 0;

  gtk_label_set_label (self->time, known ? text : _ ("Time unknown"));
  gtk_label_set_label (self->time_source,
                       desk_signature_report_get_time_source (report) == DESK_TIME_TIMESTAMPED
                           ? _ ("according to a trusted timestamp")
                           : _ ("according to the signer’s computer"));
  gtk_widget_set_visible (GTK_WIDGET (self->time_source), known);
}

static void
desk_signature_card_class_init (DeskSignatureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-signature-card.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSignatureCard, role);
  gtk_widget_class_bind_template_child (widget_class, DeskSignatureCard, signer);
  gtk_widget_class_bind_template_child (widget_class, DeskSignatureCard, time);
  gtk_widget_class_bind_template_child (widget_class, DeskSignatureCard, time_source);
  gtk_widget_class_bind_template_child (widget_class, DeskSignatureCard, state_box);
  gtk_widget_class_bind_template_child (widget_class, DeskSignatureCard, state_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskSignatureCard, state);
}

static void
desk_signature_card_init (DeskSignatureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
desk_signature_card_new (DeskSignatureReport *report)
{
  DeskSignatureCard *self = g_object_new (DESK_TYPE_SIGNATURE_CARD, NULL);
  DeskVerdict verdict = desk_signature_report_get_verdict (report);
  const char *signer = desk_signature_report_get_signer (report);

  gtk_label_set_label (self->role, get_role (desk_signature_report_get_role (report)));
  gtk_label_set_label (self->signer, *signer != '\0' ? signer : _ ("Signer unknown"));
  gtk_label_set_label (self->state, get_state (report));
  gtk_image_set_from_icon_name (self->state_icon, desk_signature_card_get_verdict_icon (verdict));
  gtk_widget_add_css_class (self->state_box, desk_signature_card_get_verdict_class (verdict));
  show_time (self, report);

  return GTK_WIDGET (self);
}
