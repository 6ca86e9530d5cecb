/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-draft-summary.h"

struct _DeskDraftSummary {
  GObject parent_instance;

  char *id;           /* owned */
  char *order_number; /* owned, nullable */
  char *holder;       /* owned, masked */
  DeskStep step;
  gint64 changed; /* Unix seconds */
};

enum {
  PROP_0,
  PROP_ID,
  PROP_ORDER_NUMBER,
  PROP_HOLDER,
  PROP_STEP,
  PROP_CHANGED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskDraftSummary, desk_draft_summary, G_TYPE_OBJECT)

static void
desk_draft_summary_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskDraftSummary *self = DESK_DRAFT_SUMMARY (object);

  switch (id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_ORDER_NUMBER:
    g_value_set_string (value, self->order_number);
    break;
  case PROP_HOLDER:
    g_value_set_string (value, self->holder);
    break;
  case PROP_STEP:
    g_value_set_enum (value, (int) self->step);
    break;
  case PROP_CHANGED:
    g_value_set_int64 (value, self->changed);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_draft_summary_finalize (GObject *object)
{
  DeskDraftSummary *self = DESK_DRAFT_SUMMARY (object);

  g_free (self->id);
  g_free (self->order_number);
  g_free (self->holder);
  G_OBJECT_CLASS (desk_draft_summary_parent_class)->finalize (object);
}

static void
desk_draft_summary_class_init (DeskDraftSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = desk_draft_summary_get_property;
  object_class->finalize = desk_draft_summary_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);
  properties[PROP_ORDER_NUMBER] = g_param_spec_string ("order-number", NULL, NULL, NULL, flags);
  properties[PROP_HOLDER] = g_param_spec_string ("holder", NULL, NULL, "", flags);
  properties[PROP_STEP]
      = g_param_spec_enum ("step", NULL, NULL, DESK_TYPE_STEP, DESK_STEP_IDENTITY, flags);
  properties[PROP_CHANGED] = g_param_spec_int64 ("changed", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_draft_summary_init (DeskDraftSummary *self)
{
}

DeskDraftSummary *
desk_draft_summary_new (
    const char *id, const char *order_number, const char *holder, DeskStep step, gint64 changed)
{
  DeskDraftSummary *self = g_object_new (DESK_TYPE_DRAFT_SUMMARY, NULL);

  self->id = g_strdup (id);
  self->order_number = g_strdup (order_number);
  self->holder = g_strdup (holder);
  self->step = step;
  self->changed = changed;
  return self;
}

const char *
desk_draft_summary_get_id (DeskDraftSummary *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_SUMMARY (self), NULL);

  return self->id;
}

const char *
desk_draft_summary_get_order_number (DeskDraftSummary *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_SUMMARY (self), NULL);

  return self->order_number;
}

const char *
desk_draft_summary_get_holder (DeskDraftSummary *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_SUMMARY (self), NULL);

  return self->holder;
}

DeskStep
desk_draft_summary_get_step (DeskDraftSummary *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_SUMMARY (self), DESK_STEP_IDENTITY);

  return self->step;
}

gint64
desk_draft_summary_get_changed (DeskDraftSummary *self)
{
  g_return_val_if_fail (DESK_IS_DRAFT_SUMMARY (self), 0);

  return self->changed;
}
