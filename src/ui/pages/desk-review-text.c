/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-review-text.h"

#include "desk-apply-flow.h"
#include "desk-mask.h"
#include "desk-ui-format.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *code;
  const char *name;
} id_types[] = {
  { "01", N_ ("Resident identity card") },
  { "02", N_ ("Residence permit for Hong Kong and Macao residents") },
  { "03", N_ ("Residence permit for Taiwan residents") },
  { "04", N_ ("Foreign permanent resident identity card") },
  { "05", N_ ("Passport") },
  { "06", N_ ("Travel permit for Hong Kong and Macao residents") },
  { "07", N_ ("Travel permit for Taiwan residents") },
};

const char *
desk_review_text_get_id_type (const char *id_type)
{
  for (size_t i = 0; i < G_N_ELEMENTS (id_types); i++) {
    if (g_strcmp0 (id_types[i].code, id_type) == 0)
      return _ (id_types[i].name);
  }

  return "";
}

const char *
desk_review_text_get_pictures (DeskApplication *application)
{
  for (int kind = DESK_ATTACHMENT_ID_FRONT; kind <= DESK_ATTACHMENT_ID_BACK; kind++) {
    DeskAttachment *attachment
        = desk_application_get_attachment (application, (DeskAttachmentKind) kind);

    if (desk_attachment_get_content (attachment) == NULL)
      return _ ("Missing");
  }

  return _ ("Both sides");
}

const char *
desk_review_text_get_seal (DeskSealKind kind)
{
  return kind == DESK_SEAL_PERSONAL_NAME ? _ ("Personal name seal") : _ ("No seal");
}

const char *
desk_review_text_get_carrier (DeskCarrier carrier)
{
  return carrier == DESK_CARRIER_EMS ? "EMS" : _ ("SF Express");
}

char *
desk_review_text_dup_validity (int years, gint64 price_fen)
{
  /* Translators: a certificate's validity. */
  g_autofree char *period
      = g_strdup_printf (ngettext ("%d year", "%d years", (gulong) years), years);
  g_autofree char *price = NULL;

  if (price_fen < 0)
    return g_steal_pointer (&period);

  price = desk_ui_format_amount (price_fen);

  /* Translators: a period and its price, "1 年（¥200.00）". */
  return g_strdup_printf (_ ("%s (%s)"), period, price);
}

char *
desk_review_text_dup_invoice (DeskInvoice *invoice)
{
  g_autofree char *title = NULL;

  switch (desk_invoice_get_kind (invoice)) {
  case DESK_INVOICE_ORDINARY:
  case DESK_INVOICE_SPECIAL:
    title = desk_invoice_get_buyer_kind (invoice) == DESK_BUYER_PERSON
                ? desk_mask_name (desk_invoice_get_title (invoice))
                : g_strdup (desk_invoice_get_title (invoice));
    return g_strdup_printf ("%s\n%s",
                            desk_invoice_get_kind (invoice) == DESK_INVOICE_SPECIAL
                                ? _ ("Special invoice")
                                : _ ("Ordinary invoice"),
                            title);
  case DESK_INVOICE_NONE:
  default:
    return g_strdup (_ ("No invoice"));
  }
}

char *
desk_review_text_dup_branch (GListModel *branches, const char *code)
{
  for (guint i = 0; i < g_list_model_get_n_items (branches); i++) {
    g_autoptr (DeskBranch) branch = g_list_model_get_item (branches, i);

    if (g_strcmp0 (desk_branch_get_code (branch), code) == 0)
      return g_strdup (desk_branch_get_name (branch));
  }

  return g_strdup (code);
}
