/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-sign-in-page.h"

#include "desk-key-sign-in.h"
#include "desk-sms-sign-in.h"

#include <adwaita.h>

struct _DeskSignInPage {
  GtkWidget parent_instance;

  GtkWidget *scroll;
  GtkStack *stack;
  GtkWidget *switcher;

  DeskSignInFlow *flow; /* owned, nullable */
};

enum {
  PROP_FLOW = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskSignInPage, desk_sign_in_page, GTK_TYPE_WIDGET)

/* Every way of signing in takes the same flow. */
static void
set_flow (DeskSignInPage *self, DeskSignInFlow *flow)
{
  if (!g_set_object (&self->flow, flow))
    return;

  for (GtkWidget *way = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); way != NULL;
       way = gtk_widget_get_next_sibling (way))
    g_object_set (way, "flow", flow, NULL);
}

static void
desk_sign_in_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_FLOW:
    set_flow (DESK_SIGN_IN_PAGE (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_sign_in_page_dispose (GObject *object)
{
  DeskSignInPage *self = DESK_SIGN_IN_PAGE (object);

  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  g_clear_object (&self->flow);

  G_OBJECT_CLASS (desk_sign_in_page_parent_class)->dispose (object);
}

static void
desk_sign_in_page_class_init (DeskSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = desk_sign_in_page_set_property;
  object_class->dispose = desk_sign_in_page_dispose;

  properties[PROP_FLOW] = g_param_spec_object ("flow", NULL, NULL, DESK_TYPE_SIGN_IN_FLOW,
                                               G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (DESK_TYPE_KEY_SIGN_IN);
  g_type_ensure (DESK_TYPE_SMS_SIGN_IN);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "signin");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/nmgca/CertDesk/ui/desk-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DeskSignInPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, DeskSignInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DeskSignInPage, switcher);
}

static void
desk_sign_in_page_init (DeskSignInPage *self)
{
  GtkLayoutManager *tabs;

  gtk_widget_init_template (GTK_WIDGET (self));

  /* Tabs of one width over the whole column, which the switcher has no property for. */
  tabs = gtk_widget_get_layout_manager (self->switcher);
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (tabs), TRUE);
}

GtkWidget *
desk_sign_in_page_new (DeskSignInFlow *flow)
{
  g_return_val_if_fail (DESK_IS_SIGN_IN_FLOW (flow), NULL);

  return g_object_new (DESK_TYPE_SIGN_IN_PAGE, "flow", flow, NULL);
}

void
desk_sign_in_page_focus (DeskSignInPage *self)
{
  g_return_if_fail (DESK_IS_SIGN_IN_PAGE (self));

  gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack));
}
