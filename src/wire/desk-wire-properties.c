/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

#include "desk-wire-properties.h"

#include "desk-wire-message.h"

static char *
dup_form (const DeskWireProperty *property, DeskWireForm form, const char *text)
{
  return form == DESK_WIRE_AS_SENT && property->normalise != NULL ? property->normalise (text)
                                                                  : g_strdup (text);
}

char *
desk_wire_dup_readable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return g_utf8_strlen (valid, -1) > DESK_WIRE_MAX_PROPERTY
             ? g_utf8_substring (valid, 0, DESK_WIRE_MAX_PROPERTY)
             : g_steal_pointer (&valid);
}

static GType
get_type (gpointer object, const DeskWireProperty *property)
{
  GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), property->property);

  return spec->value_type;
}

void
desk_wire_properties_add (const DeskWireProperty *properties,
                          size_t n,
                          gpointer object,
                          DeskWireForm form,
                          JsonObject *json)
{
  for (size_t i = 0; i < n; i++) {
    const DeskWireProperty *property = &properties[i];
    GType type = get_type (object, property);

    if (type == G_TYPE_STRING) {
      g_autofree char *text = NULL;
      g_autofree char *formed = NULL;
      g_autofree char *readable = NULL;

      g_object_get (object, property->property, &text, NULL);
      formed = dup_form (property, form, text);
      readable = desk_wire_dup_readable (formed);
      desk_wire_set_text (json, property->member, readable);
    } else {
      int value;

      g_object_get (object, property->property, &value, NULL);
      desk_wire_set_enum (json, property->member, type, value);
    }
  }
}

void
desk_wire_properties_read (const DeskWireProperty *properties,
                           size_t n,
                           DeskWireReader *reader,
                           DeskWireForm form,
                           gpointer object)
{
  for (size_t i = 0; i < n; i++) {
    const DeskWireProperty *property = &properties[i];
    GType type = get_type (object, property);

    if (type == G_TYPE_STRING) {
      const char *text
          = desk_wire_reader_optional (reader, property->member, DESK_WIRE_MAX_PROPERTY);
      g_autofree char *formed = dup_form (property, form, text != NULL ? text : "");

      g_object_set (object, property->property, formed, NULL);
    } else {
      g_object_set (object, property->property,
                    desk_wire_reader_enum (reader, property->member, type), NULL);
    }
  }
}
