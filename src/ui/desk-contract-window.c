/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-contract-window.h"

#include "desk-contract-view.h"
#include "desk-signature-report.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define WIDTH  960 /* pixels */
#define HEIGHT 720
#define MARGIN 12

/* What the signatures say together: every one of them valid, and both sides among them. Later
 * revisions extend what earlier signatures cover, as they should. */
static DeskVerdict
judge (GListModel *reports)
{
  guint n_reports = reports != NULL ? g_list_model_get_n_items (reports) : 0;
  gboolean applicant = FALSE;
  gboolean authority = FALSE;

  if (n_reports == 0)
    return DESK_VERDICT_UNSIGNED;

  for (guint i = 0; i < n_reports; i++) {
    g_autoptr (DeskSignatureReport) report = g_list_model_get_item (reports, i);
    DeskVerdict verdict = desk_signature_report_get_verdict (report);

    if (verdict != DESK_VERDICT_VALID && verdict != DESK_VERDICT_EXTENDED)
      return DESK_VERDICT_INVALID;
    applicant |= desk_signature_report_get_role (report) == DESK_SIGNATURE_APPLICANT;
    authority |= desk_signature_report_get_role (report) == DESK_SIGNATURE_AUTHORITY;
  }

  return applicant && authority ? DESK_VERDICT_VALID : DESK_VERDICT_INCOMPLETE;
}

GtkWindow *
desk_contract_window_present (GtkWidget *parent,
                              GBytes *pdf,
                              GListModel *reports,
                              const char *order_number)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *file_name = NULL;
  GtkWidget *view;

  g_return_val_if_fail (GTK_IS_WIDGET (parent) && pdf != NULL && order_number != NULL, NULL);

  /* Translators: the first name of a file that a contract is saved to; the number of its order. */
  file_name = g_strdup_printf (_ ("Contract-%s.pdf"), order_number);
  view = g_object_new (DESK_TYPE_CONTRACT_VIEW, "pdf", pdf, "signatures", reports, "verdict",
                       (int) judge (reports), "file-name", file_name, "vexpand", TRUE, "margin-top",
                       MARGIN, "margin-bottom", MARGIN, "margin-start", MARGIN, "margin-end",
                       MARGIN, NULL);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), view);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Electronic Contract"));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
