/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-contract-view.h"

#include "desk-notice.h"
#include "desk-page-viewer.h"
#include "desk-signature-card.h"
#include "desk-ui-dialogs.h"

#include <glib/gi18n-lib.h>

struct _DeskContractView {
  GtkWidget parent_instance;

  DeskPageViewer *viewer;
  GtkLabel *zoom_label;
  GtkWidget *save_button;
  GtkWidget *print_button;
  DeskNotice *notice;
  GtkWidget *saved_label;
  GtkWidget *verdict_box;
  GtkImage *verdict_icon;
  GtkLabel *verdict_label;
  GtkListBox *cards;

  GBytes *pdf;                    /* owned, nullable */
  GListModel *signatures;         /* owned, nullable */
  DeskContractRenderer *renderer; /* owned, nullable: not opened */
  DeskVerdict verdict;
  char *file_name;           /* owned, nullable */
  GCancellable *cancellable; /* owned; of the opening */
};

enum {
  PROP_PDF = 1,
  PROP_SIGNATURES,
  PROP_VERDICT,
  PROP_FILE_NAME,
  PROP_FINISHED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskContractView, desk_contract_view, GTK_TYPE_WIDGET)

static void
update_zoom (DeskContractView *self)
{
  g_autofree char *text
      = g_strdup_printf ("%d %%", (int) (desk_page_viewer_get_zoom (self->viewer) * 100 + 0.5));

  gtk_label_set_label (self->zoom_label, text);
}

static void
on_finished (DeskContractView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINISHED]);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskContractView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskContractRenderer) renderer = desk_contract_renderer_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (renderer == NULL) {
    g_warning ("The contract cannot be drawn: %s", error->message);
    desk_notice_show (self->notice, _ ("The contract cannot be displayed here."),
                      _ ("Please download it and open it with another program."));
  }
  g_set_object (&self->renderer, renderer);
  desk_page_viewer_set_renderer (self->viewer, renderer);
  gtk_widget_set_sensitive (self->print_button, renderer != NULL);
}

static void
set_pdf (DeskContractView *self, GBytes *pdf)
{
  if (self->pdf == pdf)
    return;

  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  desk_page_viewer_set_renderer (self->viewer, NULL);
  g_clear_object (&self->renderer);
  desk_notice_show (self->notice, NULL, NULL);
  gtk_widget_set_sensitive (self->save_button, pdf != NULL);
  gtk_widget_set_sensitive (self->print_button, FALSE);
  gtk_widget_set_visible (self->saved_label, FALSE);
  if (pdf == NULL)
    return;

  self->pdf = g_bytes_ref (pdf);
  desk_contract_renderer_open_async (pdf, self->cancellable, on_opened, g_object_ref (self));
}

static void
show_verdict (DeskContractView *self)
{
  static const char *const classes[] = { "success", "warning", "error" };

  for (size_t i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (self->verdict_box, classes[i]);
  gtk_widget_add_css_class (self->verdict_box,
                            desk_signature_card_get_verdict_class (self->verdict));
  gtk_image_set_from_icon_name (self->verdict_icon,
                                desk_signature_card_get_verdict_icon (self->verdict));
  gtk_label_set_label (self->verdict_label,
                       desk_signature_card_get_verdict_sentence (self->verdict));
}

static GtkWidget *
create_card (gpointer item, gpointer user_data)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), desk_signature_card_new (item));

  return row;
}

/* 下载 */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskContractView) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  gtk_widget_set_visible (self->saved_label, saved);
  if (saved) {
    desk_notice_show (self->notice, NULL, NULL);
    return;
  }

  g_warning ("The contract could not be saved: %s", error->message);
  desk_notice_show (self->notice, _ ("The contract could not be saved there."),
                    _ ("Please choose another folder; the disk may be full or protected."));
}

static void
on_save_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskContractView) self = user_data;
  g_autoptr (GFile) file = desk_ui_pick_file_finish (result);

  if (file != NULL && self->pdf != NULL)
    g_file_replace_contents_bytes_async (file, self->pdf, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         on_saved, g_object_ref (self));
}

static void
on_save_clicked (DeskContractView *self)
{
  desk_ui_pick_file_async (GTK_WIDGET (self), DESK_PICK_SAVE_PDF, _ ("Download the contract"),
                           self->file_name != NULL ? self->file_name : "contract.pdf", NULL,
                           on_save_file_chosen, g_object_ref (self));
}

/* 打印 */

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer user_data)
{
  DeskContractRenderer *renderer = user_data;
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width, height;
  double scale;

  desk_contract_renderer_get_page_size (renderer, (guint) page, &width, &height);
  scale = MIN (gtk_print_context_get_width (context) / MAX (width, 1),
               gtk_print_context_get_height (context) / MAX (height, 1));
  cairo_scale (cr, scale, scale);
  desk_contract_renderer_print_page (renderer, (guint) page, cr);
}

static void
on_print_clicked (DeskContractView *self)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_print_operation_set_n_pages (operation,
                                   (int) desk_contract_renderer_get_n_pages (self->renderer));
  gtk_print_operation_set_job_name (operation, _ ("Contract"));
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page),
                         g_object_ref (self->renderer), (GClosureNotify) (void *) g_object_unref,
                         0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR) {
    g_warning ("The contract could not be printed: %s", error->message);
    desk_notice_show (self->notice, _ ("The contract could not be printed."),
                      _ ("Please check the printer, or download the contract and print it later."));
  }
}

static void
desk_contract_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskContractView *self = DESK_CONTRACT_VIEW (object);

  switch (id) {
  case PROP_PDF:
    g_value_set_boxed (value, self->pdf);
    break;
  case PROP_SIGNATURES:
    g_value_set_object (value, self->signatures);
    break;
  case PROP_VERDICT:
    g_value_set_int (value, (int) self->verdict);
    break;
  case PROP_FILE_NAME:
    g_value_set_string (value, self->file_name);
    break;
  case PROP_FINISHED:
    g_value_set_boolean (value, desk_contract_view_get_finished (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_contract_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskContractView *self = DESK_CONTRACT_VIEW (object);

  switch (id) {
  case PROP_PDF:
    set_pdf (self, g_value_get_boxed (value));
    break;
  case PROP_SIGNATURES:
    g_set_object (&self->signatures, g_value_get_object (value));
    gtk_list_box_bind_model (self->cards, self->signatures, create_card, NULL, NULL);
    break;
  case PROP_VERDICT:
    self->verdict = (DeskVerdict) g_value_get_int (value);
    show_verdict (self);
    break;
  case PROP_FILE_NAME:
    g_free (self->file_name);
    self->file_name = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_contract_view_dispose (GObject *object)
{
  DeskContractView *self = DESK_CONTRACT_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_contract_view_parent_class)->dispose (object);
}

static void
desk_contract_view_finalize (GObject *object)
{
  DeskContractView *self = DESK_CONTRACT_VIEW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->renderer);
  g_clear_object (&self->signatures);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_free (self->file_name);

  G_OBJECT_CLASS (desk_contract_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_PDF] = g_param_spec_boxed ("pdf", NULL, NULL, G_TYPE_BYTES, flags);
  properties[PROP_SIGNATURES]
      = g_param_spec_object ("signatures", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_VERDICT]
      = g_param_spec_int ("verdict", NULL, NULL, 0, DESK_VERDICT_UNSIGNED, 0, flags);
  properties[PROP_FILE_NAME] = g_param_spec_string ("file-name", NULL, NULL, NULL, flags);
  properties[PROP_FINISHED] = g_param_spec_boolean ("finished", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_contract_view_class_init (DeskContractViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_contract_view_get_property;
  object_class->set_property = desk_contract_view_set_property;
  object_class->dispose = desk_contract_view_dispose;
  object_class->finalize = desk_contract_view_finalize;
  install_properties (object_class);

  g_type_ensure (DESK_TYPE_NOTICE);
  g_type_ensure (DESK_TYPE_PAGE_VIEWER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-contract-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, viewer);
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, zoom_label);
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, save_button);
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, print_button);
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, notice);
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, saved_label);
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, DeskContractView, cards);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_print_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_finished);
  gtk_widget_class_bind_template_callback (widget_class, update_zoom);
  gtk_widget_class_bind_template_callback (widget_class, desk_page_viewer_zoom_in);
  gtk_widget_class_bind_template_callback (widget_class, desk_page_viewer_zoom_out);
  gtk_widget_class_bind_template_callback (widget_class, desk_page_viewer_fit_width);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_contract_view_init (DeskContractView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_verdict (self);
}

gboolean
desk_contract_view_get_finished (DeskContractView *self)
{
  g_return_val_if_fail (DESK_IS_CONTRACT_VIEW (self), FALSE);

  return desk_page_viewer_get_finished (self->viewer);
}
