/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-wizard-page.h"

#include "desk-error-text.h"
#include "desk-field-widget.h"
#include "desk-wizard-table.h"

/* Nothing flashes for work that is done sooner. */
#define SPINNER_DELAY_MS 300

#define CLAMP_NARROW 640
#define CLAMP_WIDE   1400

typedef struct {
  GtkStack *stack;
  AdwClamp *clamp;
  GtkLabel *heading;
  GtkLabel *sentence;
  GtkBox *summary;      /* what is wrong, when it is more than one thing */
  GtkBox *summary_list; /* one button an issue */
  AdwBin *body;
  AdwStatusPage *load_error;

  DeskApplyFlow *flow; /* owned */
  DeskStep step;
  char *title;         /* owned */
  char *primary_label; /* owned, nullable */
  char *busy_sentence; /* owned, nullable */
  char *missing;       /* owned, nullable */

  gboolean wide;
  gboolean fills;
  gboolean loads;
  gboolean needs_load;

  gboolean loading;
  gboolean load_failed;
  guint spinner_source;           /* 0: none */
  GCancellable *load_cancellable; /* owned, nullable: nothing is being loaded */
} DeskWizardPagePrivate;

enum {
  PROP_FLOW = 1,
  PROP_STEP,
  PROP_TITLE,
  PROP_HEADING,
  PROP_SENTENCE,
  PROP_PRIMARY_LABEL,
  PROP_BUSY_SENTENCE,
  PROP_MISSING,
  PROP_WIDE,
  PROP_FILLS,
  PROP_LOADS,
  PROP_NEEDS_LOAD,
  PROP_READY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum { EDIT_STEP, PROCEED, STOP, N_SIGNALS };

static guint signals[N_SIGNALS];

static void desk_wizard_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (DeskWizardPage,
                                  desk_wizard_page,
                                  ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (DeskWizardPage)
                                      G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                             desk_wizard_page_buildable_init))

static GtkBuildableIface *parent_buildable_iface;

static DeskWizardPagePrivate *
get_private (DeskWizardPage *self)
{
  return desk_wizard_page_get_instance_private (self);
}

/* The first child is the template's own; what a page's template adds goes below the sentence. */
static void
desk_wizard_page_add_child (GtkBuildable *buildable,
                            GtkBuilder *builder,
                            GObject *child,
                            const char *type)
{
  DeskWizardPagePrivate *priv = get_private (DESK_WIZARD_PAGE (buildable));

  if (priv->body != NULL && GTK_IS_WIDGET (child))
    adw_bin_set_child (priv->body, GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
desk_wizard_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = desk_wizard_page_add_child;
}

static void
update_layout (DeskWizardPage *self)
{
  DeskWizardPagePrivate *priv = get_private (self);

  adw_clamp_set_maximum_size (priv->clamp, priv->wide ? CLAMP_WIDE : CLAMP_NARROW);
  adw_clamp_set_tightening_threshold (priv->clamp, priv->wide ? CLAMP_WIDE : CLAMP_NARROW);
  gtk_widget_set_vexpand (GTK_WIDGET (priv->body), priv->fills);
}

static gboolean
on_spinner_due (gpointer user_data)
{
  DeskWizardPagePrivate *priv = get_private (user_data);

  priv->spinner_source = 0;
  gtk_stack_set_visible_child_name (priv->stack, "loading");

  return G_SOURCE_REMOVE;
}

static void
show_state (DeskWizardPage *self)
{
  DeskWizardPagePrivate *priv = get_private (self);

  g_clear_handle_id (&priv->spinner_source, g_source_remove);

  if (!priv->needs_load || (!priv->loading && !priv->load_failed)) {
    gtk_stack_set_visible_child_name (priv->stack, "content");
  } else if (priv->load_failed) {
    gtk_stack_set_visible_child_name (priv->stack, "error");
  } else {
    gtk_stack_set_visible_child_name (priv->stack, "blank");
    priv->spinner_source = g_timeout_add (SPINNER_DELAY_MS, on_spinner_due, self);
  }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
show_load_error (DeskWizardPage *self, const GError *error)
{
  DeskWizardPagePrivate *priv = get_private (self);

  adw_status_page_set_title (priv->load_error, desk_error_text_get_sentence (error));
  adw_status_page_set_description (priv->load_error, desk_error_text_get_remedy (error));
}

static void
on_load_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DeskWizardPage) self = user_data;
  DeskWizardPagePrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  gboolean loaded;

  loaded = desk_apply_flow_load_step_finish (DESK_APPLY_FLOW (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&priv->load_cancellable);
  priv->loading = FALSE;
  priv->load_failed = !loaded;
  if (loaded && DESK_WIZARD_PAGE_GET_CLASS (self)->loaded != NULL)
    DESK_WIZARD_PAGE_GET_CLASS (self)->loaded (self);
  if (!loaded)
    show_load_error (self, error);
  show_state (self);
}

static void
load (DeskWizardPage *self)
{
  DeskWizardPagePrivate *priv = get_private (self);

  if (priv->load_cancellable != NULL)
    g_cancellable_cancel (priv->load_cancellable);
  g_clear_object (&priv->load_cancellable);

  priv->load_cancellable = g_cancellable_new ();
  priv->loading = TRUE;
  priv->load_failed = FALSE;
  show_state (self);
  desk_apply_flow_load_step_async (priv->flow, priv->step, priv->load_cancellable, on_load_ready,
                                   g_object_ref (self));
}

static void
on_summary_clicked (GtkButton *button, gpointer user_data)
{
  DeskWizardPage *self = user_data;
  const char *field = g_object_get_data (G_OBJECT (button), "desk-field");
  GtkWidget *widget = desk_field_widgets_find (GTK_WIDGET (self), field);
  DeskStep step;

  if (widget != NULL)
    gtk_widget_grab_focus (widget);
  else if (desk_wizard_table_find_step (field, &step))
    desk_wizard_page_edit_step (self, step);
}

static void
add_summary_line (DeskWizardPage *self, const char *field, DeskFieldProblem problem)
{
  DeskWizardPagePrivate *priv = get_private (self);
  GtkWidget *button = gtk_button_new_with_label (desk_error_text_get_field (field, problem));
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "summary-line");
  g_object_set_data_full (G_OBJECT (button), "desk-field", g_strdup (field), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_summary_clicked), self);
  gtk_box_append (priv->summary_list, button);
}

static void
clear_summary (DeskWizardPage *self)
{
  DeskWizardPagePrivate *priv = get_private (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (priv->summary_list))) != NULL)
    gtk_box_remove (priv->summary_list, child);
  gtk_widget_set_visible (GTK_WIDGET (priv->summary), FALSE);
}

void
desk_wizard_page_show_issues (DeskWizardPage *self, DeskIssues *issues)
{
  DeskWizardPagePrivate *priv = get_private (self);
  guint n_issues = issues != NULL ? desk_issues_get_size (issues) : 0;
  GtkWidget *first;

  g_return_if_fail (DESK_IS_WIZARD_PAGE (self));

  clear_summary (self);
  first = desk_field_widgets_show_issues (GTK_WIDGET (priv->body), issues);
  if (n_issues == 0)
    return;

  if (n_issues > 1 || first == NULL) {
    for (guint i = 0; i < n_issues; i++)
      add_summary_line (self, desk_issues_get_field (issues, i),
                        desk_issues_get_problem (issues, i));
    gtk_widget_set_visible (GTK_WIDGET (priv->summary), TRUE);
  }

  if (first != NULL)
    gtk_widget_grab_focus (first);
  else
    gtk_widget_child_focus (GTK_WIDGET (priv->summary_list), GTK_DIR_TAB_FORWARD);
}

static void
desk_wizard_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskWizardPage *self = DESK_WIZARD_PAGE (object);
  DeskWizardPagePrivate *priv = get_private (self);

  switch (id) {
  case PROP_FLOW:
    g_value_set_object (value, priv->flow);
    break;
  case PROP_STEP:
    g_value_set_enum (value, (int) priv->step);
    break;
  case PROP_TITLE:
    g_value_set_string (value, priv->title);
    break;
  case PROP_HEADING:
    g_value_set_string (value, gtk_label_get_label (priv->heading));
    break;
  case PROP_SENTENCE:
    g_value_set_string (value, gtk_label_get_label (priv->sentence));
    break;
  case PROP_PRIMARY_LABEL:
    g_value_set_string (value, priv->primary_label);
    break;
  case PROP_BUSY_SENTENCE:
    g_value_set_string (value, priv->busy_sentence);
    break;
  case PROP_MISSING:
    g_value_set_string (value, priv->missing);
    break;
  case PROP_WIDE:
    g_value_set_boolean (value, priv->wide);
    break;
  case PROP_FILLS:
    g_value_set_boolean (value, priv->fills);
    break;
  case PROP_LOADS:
    g_value_set_boolean (value, priv->loads);
    break;
  case PROP_NEEDS_LOAD:
    g_value_set_boolean (value, priv->needs_load);
    break;
  case PROP_READY:
    g_value_set_boolean (value, desk_wizard_page_get_ready (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_wizard_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DeskWizardPage *self = DESK_WIZARD_PAGE (object);
  DeskWizardPagePrivate *priv = get_private (self);

  switch (id) {
  case PROP_FLOW:
    priv->flow = g_value_dup_object (value);
    break;
  case PROP_STEP:
    priv->step = (DeskStep) g_value_get_enum (value);
    break;
  case PROP_TITLE:
    priv->title = g_value_dup_string (value);
    break;
  case PROP_HEADING:
    gtk_label_set_label (priv->heading, g_value_get_string (value));
    break;
  case PROP_SENTENCE:
    gtk_label_set_label (priv->sentence, g_value_get_string (value));
    gtk_widget_set_visible (GTK_WIDGET (priv->sentence), g_value_get_string (value) != NULL);
    break;
  case PROP_PRIMARY_LABEL:
    g_free (priv->primary_label);
    priv->primary_label = g_value_dup_string (value);
    break;
  case PROP_BUSY_SENTENCE:
    g_free (priv->busy_sentence);
    priv->busy_sentence = g_value_dup_string (value);
    break;
  case PROP_MISSING:
    desk_wizard_page_set_missing (self, g_value_get_string (value));
    break;
  case PROP_WIDE:
    priv->wide = g_value_get_boolean (value);
    update_layout (self);
    break;
  case PROP_FILLS:
    priv->fills = g_value_get_boolean (value);
    update_layout (self);
    break;
  case PROP_LOADS:
    priv->loads = g_value_get_boolean (value);
    break;
  case PROP_NEEDS_LOAD:
    priv->needs_load = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_wizard_page_dispose (GObject *object)
{
  DeskWizardPagePrivate *priv = get_private (DESK_WIZARD_PAGE (object));

  g_clear_handle_id (&priv->spinner_source, g_source_remove);
  if (priv->load_cancellable != NULL)
    g_cancellable_cancel (priv->load_cancellable);
  g_clear_object (&priv->load_cancellable);

  G_OBJECT_CLASS (desk_wizard_page_parent_class)->dispose (object);
}

static void
desk_wizard_page_finalize (GObject *object)
{
  DeskWizardPagePrivate *priv = get_private (DESK_WIZARD_PAGE (object));

  g_clear_object (&priv->flow);
  g_free (priv->title);
  g_free (priv->primary_label);
  g_free (priv->busy_sentence);
  g_free (priv->missing);

  G_OBJECT_CLASS (desk_wizard_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GParamFlags often = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_FLOW] = g_param_spec_object ("flow", NULL, NULL, DESK_TYPE_APPLY_FLOW, once);
  properties[PROP_STEP]
      = g_param_spec_enum ("step", NULL, NULL, DESK_TYPE_STEP, DESK_STEP_IDENTITY, once);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, once);
  properties[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, NULL, often);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, often);
  properties[PROP_PRIMARY_LABEL] = g_param_spec_string ("primary-label", NULL, NULL, NULL, often);
  properties[PROP_BUSY_SENTENCE] = g_param_spec_string ("busy-sentence", NULL, NULL, NULL, often);
  properties[PROP_MISSING]
      = g_param_spec_string ("missing", NULL, NULL, NULL, often | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE, often);
  properties[PROP_FILLS] = g_param_spec_boolean ("fills", NULL, NULL, FALSE, often);
  properties[PROP_LOADS] = g_param_spec_boolean ("loads", NULL, NULL, FALSE, often);
  properties[PROP_NEEDS_LOAD] = g_param_spec_boolean ("needs-load", NULL, NULL, FALSE, often);
  properties[PROP_READY]
      = g_param_spec_boolean ("ready", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_wizard_page_class_init (DeskWizardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = desk_wizard_page_get_property;
  object_class->set_property = desk_wizard_page_set_property;
  object_class->dispose = desk_wizard_page_dispose;
  object_class->finalize = desk_wizard_page_finalize;
  install_properties (object_class);

  signals[EDIT_STEP] = g_signal_new ("edit-step", DESK_TYPE_WIZARD_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, DESK_TYPE_STEP);

  signals[PROCEED] = g_signal_new ("proceed", DESK_TYPE_WIZARD_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[STOP] = g_signal_new ("stop", DESK_TYPE_WIZARD_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-wizard-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, DeskWizardPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, DeskWizardPage, clamp);
  gtk_widget_class_bind_template_child_private (widget_class, DeskWizardPage, heading);
  gtk_widget_class_bind_template_child_private (widget_class, DeskWizardPage, sentence);
  gtk_widget_class_bind_template_child_private (widget_class, DeskWizardPage, summary);
  gtk_widget_class_bind_template_child_private (widget_class, DeskWizardPage, summary_list);
  gtk_widget_class_bind_template_child_private (widget_class, DeskWizardPage, body);
  gtk_widget_class_bind_template_child_private (widget_class, DeskWizardPage, load_error);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
desk_wizard_page_init (DeskWizardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_layout (self);
}

DeskApplyFlow *
desk_wizard_page_get_flow (DeskWizardPage *self)
{
  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), NULL);

  return get_private (self)->flow;
}

DeskApplication *
desk_wizard_page_get_application (DeskWizardPage *self)
{
  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), NULL);

  return desk_apply_flow_get_application (get_private (self)->flow);
}

DeskStep
desk_wizard_page_get_step (DeskWizardPage *self)
{
  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), DESK_STEP_IDENTITY);

  return get_private (self)->step;
}

const char *
desk_wizard_page_get_title (DeskWizardPage *self)
{
  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), NULL);

  return get_private (self)->title;
}

const char *
desk_wizard_page_get_primary_label (DeskWizardPage *self)
{
  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), NULL);

  return get_private (self)->primary_label;
}

const char *
desk_wizard_page_get_busy_sentence (DeskWizardPage *self)
{
  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), NULL);

  return get_private (self)->busy_sentence;
}

const char *
desk_wizard_page_get_missing (DeskWizardPage *self)
{
  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), NULL);

  return get_private (self)->missing;
}

void
desk_wizard_page_set_missing (DeskWizardPage *self, const char *sentence)
{
  DeskWizardPagePrivate *priv = get_private (self);

  g_return_if_fail (DESK_IS_WIZARD_PAGE (self));

  if (g_strcmp0 (priv->missing, sentence) == 0)
    return;

  g_free (priv->missing);
  priv->missing = g_strdup (sentence);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING]);
}

void
desk_wizard_page_show (DeskWizardPage *self)
{
  g_return_if_fail (DESK_IS_WIZARD_PAGE (self));

  if (DESK_WIZARD_PAGE_GET_CLASS (self)->shown != NULL)
    DESK_WIZARD_PAGE_GET_CLASS (self)->shown (self);
  if (get_private (self)->loads)
    load (self);
}

void
desk_wizard_page_hide (DeskWizardPage *self)
{
  DeskWizardPagePrivate *priv = get_private (self);

  g_return_if_fail (DESK_IS_WIZARD_PAGE (self));

  if (priv->load_cancellable != NULL)
    g_cancellable_cancel (priv->load_cancellable);
  if (DESK_WIZARD_PAGE_GET_CLASS (self)->hidden != NULL)
    DESK_WIZARD_PAGE_GET_CLASS (self)->hidden (self);
}

gboolean
desk_wizard_page_get_ready (DeskWizardPage *self)
{
  DeskWizardPagePrivate *priv = get_private (self);

  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), FALSE);

  return !priv->needs_load || (!priv->loading && !priv->load_failed);
}

void
desk_wizard_page_get_confirmation (DeskWizardPage *self, DeskStepConfirmation *confirmation)
{
  g_return_if_fail (DESK_IS_WIZARD_PAGE (self));

  if (DESK_WIZARD_PAGE_GET_CLASS (self)->get_confirmation != NULL)
    DESK_WIZARD_PAGE_GET_CLASS (self)->get_confirmation (self, confirmation);
}

gboolean
desk_wizard_page_confirm (DeskWizardPage *self)
{
  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), FALSE);

  return DESK_WIZARD_PAGE_GET_CLASS (self)->confirm != NULL
         && DESK_WIZARD_PAGE_GET_CLASS (self)->confirm (self);
}

gboolean
desk_wizard_page_completed (DeskWizardPage *self, const GError *error)
{
  g_return_val_if_fail (DESK_IS_WIZARD_PAGE (self), FALSE);

  return DESK_WIZARD_PAGE_GET_CLASS (self)->completed != NULL
         && DESK_WIZARD_PAGE_GET_CLASS (self)->completed (self, error);
}

void
desk_wizard_page_proceed (DeskWizardPage *self)
{
  g_return_if_fail (DESK_IS_WIZARD_PAGE (self));

  g_signal_emit (self, signals[PROCEED], 0);
}

void
desk_wizard_page_stop (DeskWizardPage *self)
{
  g_return_if_fail (DESK_IS_WIZARD_PAGE (self));

  g_signal_emit (self, signals[STOP], 0);
}

void
desk_wizard_page_edit_step (DeskWizardPage *self, DeskStep step)
{
  g_return_if_fail (DESK_IS_WIZARD_PAGE (self));

  g_signal_emit (self, signals[EDIT_STEP], 0, step);
}
