/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-contract-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define CHARACTERS_PER_LINE 38

/* Pixels on both sides of the text, as in wizard.css. */
#define TEXT_PADDING 48

/* Pixels of the text's end that need not be in sight. */
#define END_TOLERANCE 8.0

struct _DeskContractText {
  GtkWidget parent_instance;

  GtkScrolledWindow *scroller;
  AdwClamp *clamp;
  GtkBox *paragraphs;
  GtkProgressBar *progress;
  GtkLabel *progress_label;

  char *text; /* owned, nullable */
  gboolean finished;
};

enum {
  PROP_TEXT = 1,
  PROP_FINISHED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskContractText, desk_contract_text, GTK_TYPE_WIDGET)

static void
set_finished (DeskContractText *self, gboolean finished)
{
  if (self->finished == finished)
    return;

  self->finished = finished;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FINISHED]);
}

static void
update_progress (DeskContractText *self)
{
  GtkAdjustment *position = gtk_scrolled_window_get_vadjustment (self->scroller);
  double page = gtk_adjustment_get_page_size (position);
  double upper = gtk_adjustment_get_upper (position);
  double bottom = gtk_adjustment_get_value (position) + page;
  double fraction = upper > 0 ? MIN (bottom / upper, 1.0) : 0;

  /* Before the first layout the text has no height and its end is nowhere. */
  if (self->text == NULL || page <= 1 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (bottom >= upper - END_TOLERANCE)
    set_finished (self, TRUE);

  gtk_progress_bar_set_fraction (self->progress, self->finished ? 1.0 : fraction);
  if (self->finished) {
    gtk_label_set_label (self->progress_label, _ ("Read to the end"));
  } else {
    /* Translators: %d is how much of the contract was read, in percent. */
    g_autofree char *text
        = g_strdup_printf (_ ("Read %d %%; the End key goes to the end"), (int) (fraction * 100));

    gtk_label_set_label (self->progress_label, text);
  }
}

static void
add_paragraph (DeskContractText *self, const char *text)
{
  gboolean heading = g_str_has_prefix (text, "# ");
  GtkWidget *label = gtk_label_new (heading ? text + 2 : text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, heading ? "contract-heading" : "contract-paragraph");
  gtk_box_append (self->paragraphs, label);
}

static void
show_text (DeskContractText *self)
{
  g_auto (GStrv) parts = g_strsplit (self->text != NULL ? self->text : "", "\n\n", -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->paragraphs))) != NULL)
    gtk_box_remove (self->paragraphs, child);

  for (size_t i = 0; parts[i] != NULL; i++) {
    if (*g_strstrip (parts[i]) != '\0')
      add_paragraph (self, parts[i]);
  }
}

/* A line's width follows the font, whatever its size. */
static void
update_line_width (DeskContractText *self)
{
  g_autoptr (PangoLayout) layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (self->paragraphs), "永");
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  width = MAX (width * CHARACTERS_PER_LINE, 200) + TEXT_PADDING;
  adw_clamp_set_maximum_size (self->clamp, width);
  adw_clamp_set_tightening_threshold (self->clamp, width);
}

static void
desk_contract_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (desk_contract_text_parent_class)->css_changed (widget, change);
  update_line_width (DESK_CONTRACT_TEXT (widget));
}

static void
desk_contract_text_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (desk_contract_text_parent_class)->map (widget);
  update_line_width (DESK_CONTRACT_TEXT (widget));
}

static gboolean
on_scroll_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  DeskContractText *self = DESK_CONTRACT_TEXT (widget);
  gboolean handled;

  g_signal_emit_by_name (self->scroller, "scroll-child", g_variant_get_int32 (arguments), FALSE,
                         &handled);
  return TRUE;
}

static void
on_pressed (DeskContractText *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->scroller));
}

static gboolean
desk_contract_text_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DESK_CONTRACT_TEXT (widget)->scroller));
}

static void
desk_contract_text_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskContractText *self = DESK_CONTRACT_TEXT (object);

  switch (id) {
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_FINISHED:
    g_value_set_boolean (value, self->finished);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_contract_text_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_TEXT:
    desk_contract_text_set_text (DESK_CONTRACT_TEXT (object), g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_contract_text_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (desk_contract_text_parent_class)->dispose (object);
}

static void
desk_contract_text_finalize (GObject *object)
{
  g_free (DESK_CONTRACT_TEXT (object)->text);

  G_OBJECT_CLASS (desk_contract_text_parent_class)->finalize (object);
}

static void
add_key (GtkWidgetClass *widget_class, guint key, GtkScrollType scroll)
{
  gtk_widget_class_add_binding (widget_class, key, 0, on_scroll_key, "i", (int) scroll);
}

static void
desk_contract_text_class_init (DeskContractTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_contract_text_get_property;
  object_class->set_property = desk_contract_text_set_property;
  object_class->dispose = desk_contract_text_dispose;
  object_class->finalize = desk_contract_text_finalize;
  widget_class->css_changed = desk_contract_text_css_changed;
  widget_class->map = desk_contract_text_map;
  widget_class->grab_focus = desk_contract_text_grab_focus;

  properties[PROP_TEXT]
      = g_param_spec_string ("text", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FINISHED] = g_param_spec_boolean ("finished", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  add_key (widget_class, GDK_KEY_Home, GTK_SCROLL_START);
  add_key (widget_class, GDK_KEY_End, GTK_SCROLL_END);
  add_key (widget_class, GDK_KEY_KP_Home, GTK_SCROLL_START);
  add_key (widget_class, GDK_KEY_KP_End, GTK_SCROLL_END);
  add_key (widget_class, GDK_KEY_Page_Up, GTK_SCROLL_PAGE_UP);
  add_key (widget_class, GDK_KEY_Page_Down, GTK_SCROLL_PAGE_DOWN);
  add_key (widget_class, GDK_KEY_space, GTK_SCROLL_PAGE_DOWN);
  add_key (widget_class, GDK_KEY_Up, GTK_SCROLL_STEP_UP);
  add_key (widget_class, GDK_KEY_Down, GTK_SCROLL_STEP_DOWN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-contract-text.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskContractText, scroller);
  gtk_widget_class_bind_template_child (widget_class, DeskContractText, clamp);
  gtk_widget_class_bind_template_child (widget_class, DeskContractText, paragraphs);
  gtk_widget_class_bind_template_child (widget_class, DeskContractText, progress);
  gtk_widget_class_bind_template_child (widget_class, DeskContractText, progress_label);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
desk_contract_text_init (DeskContractText *self)
{
  GtkAdjustment *position;

  gtk_widget_init_template (GTK_WIDGET (self));

  position = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (position, "value-changed", G_CALLBACK (update_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (position, "changed", G_CALLBACK (update_progress), self,
                           G_CONNECT_SWAPPED);
}

void
desk_contract_text_set_text (DeskContractText *self, const char *text)
{
  g_return_if_fail (DESK_IS_CONTRACT_TEXT (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  set_finished (self, FALSE);
  show_text (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

gboolean
desk_contract_text_get_finished (DeskContractText *self)
{
  g_return_val_if_fail (DESK_IS_CONTRACT_TEXT (self), FALSE);

  return self->finished;
}
