/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ui"

#include "desk-model-binding.h"

static int
get_number (const GValue *value)
{
  if (G_VALUE_HOLDS_ENUM (value))
    return g_value_get_enum (value);
  if (G_VALUE_HOLDS_BOOLEAN (value))
    return g_value_get_boolean (value);

  return g_value_get_int (value);
}

static void
set_number (GValue *value, int number)
{
  if (G_VALUE_HOLDS_ENUM (value))
    g_value_set_enum (value, number);
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, number != 0);
  else
    g_value_set_int (value, number);
}

static gboolean
number_to_active (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_boolean (to, get_number (from) == GPOINTER_TO_INT (user_data));
  return TRUE;
}

/* The check that is left says nothing: the one that was entered sets the value. */
static gboolean
active_to_number (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  if (!g_value_get_boolean (from))
    return FALSE;

  set_number (to, GPOINTER_TO_INT (user_data));
  return TRUE;
}

void
desk_model_bind_check (GtkCheckButton *check, GObject *model, const char *property, int value)
{
  g_return_if_fail (GTK_IS_CHECK_BUTTON (check));
  g_return_if_fail (G_IS_OBJECT (model));

  g_object_bind_property_full (model, property, check, "active",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, number_to_active,
                               active_to_number, GINT_TO_POINTER (value), NULL);
}

static gboolean
number_to_position (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_uint (to, (guint) (get_number (from) - GPOINTER_TO_INT (user_data)));
  return TRUE;
}

static gboolean
position_to_number (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  if (g_value_get_uint (from) == GTK_INVALID_LIST_POSITION)
    return FALSE;

  set_number (to, (int) g_value_get_uint (from) + GPOINTER_TO_INT (user_data));
  return TRUE;
}

void
desk_model_bind_combo (AdwComboRow *row, GObject *model, const char *property, int first)
{
  g_return_if_fail (ADW_IS_COMBO_ROW (row));
  g_return_if_fail (G_IS_OBJECT (model));

  g_object_bind_property_full (model, property, row, "selected",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, number_to_position,
                               position_to_number, GINT_TO_POINTER (first), NULL);
}

void
desk_model_bind_visible (GtkWidget *widget, GObject *model, const char *property, int value)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_OBJECT (model));

  g_object_bind_property_full (model, property, widget, "visible", G_BINDING_SYNC_CREATE,
                               number_to_active, NULL, GINT_TO_POINTER (value), NULL);
}
