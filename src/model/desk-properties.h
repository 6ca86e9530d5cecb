/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DeskProperties:
 *
 * The property values of one object of this folder, kept by property identifier, so that a class
 * is its table of properties and its rules. A setter stores and notifies only on change; a string
 * whose default is "" is never NULL. Embedded in the instance struct.
 */
typedef struct {
  GObject *owner;     /* borrowed: the object this is embedded in */
  GParamSpec **specs; /* borrowed, static: [n], the first one unused */
  guint n;
  GValue *values; /* owned: [n]; a slot without a spec stays unset */
} DeskProperties;

/* Every value starts as its property's default. */
void desk_properties_init (DeskProperties *self, gpointer owner, GParamSpec **specs, guint n);
void desk_properties_clear (DeskProperties *self);

/* The set functions return TRUE if the value changed (and was notified). */
gboolean desk_properties_set (DeskProperties *self, guint id, const GValue *value);
gboolean desk_properties_set_text (DeskProperties *self, guint id, const char *text);
gboolean desk_properties_set_boolean (DeskProperties *self, guint id, gboolean value);
gboolean desk_properties_set_int (DeskProperties *self, guint id, int value);
gboolean desk_properties_set_int64 (DeskProperties *self, guint id, gint64 value);
gboolean desk_properties_set_double (DeskProperties *self, guint id, double value);
gboolean desk_properties_set_enum (DeskProperties *self, guint id, int value);
gboolean desk_properties_set_boxed (DeskProperties *self, guint id, gpointer value);

/* Borrowed until the property changes. */
const char *desk_properties_get_text (DeskProperties *self, guint id);
gboolean desk_properties_get_boolean (DeskProperties *self, guint id);
int desk_properties_get_int (DeskProperties *self, guint id);
gint64 desk_properties_get_int64 (DeskProperties *self, guint id);
double desk_properties_get_double (DeskProperties *self, guint id);
int desk_properties_get_enum (DeskProperties *self, guint id);
gpointer desk_properties_get_boxed (DeskProperties *self, guint id);

#define DESK_PROPERTY_EDITABLE                                                                     \
  (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)
#define DESK_PROPERTY_FIXED   (G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS)
#define DESK_PROPERTY_DERIVED (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

/* Short spellings for the tables in class_init. */
GParamSpec *desk_property_text (const char *name, GParamFlags flags);             /* default "" */
GParamSpec *desk_property_nullable_text (const char *name, GParamFlags flags);    /* default NULL */
GParamSpec *desk_property_enum (const char *name, GType type, GParamFlags flags); /* default 0 */
GParamSpec *desk_property_int (const char *name, int maximum, GParamFlags flags); /* from 0 */
GParamSpec *desk_property_int64 (const char *name, GParamFlags flags);
GParamSpec *desk_property_boolean (const char *name, GParamFlags flags); /* default FALSE */

G_END_DECLS
