/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Adds the member @name with the string @value; NULL becomes null. */
void desk_ctl_json_add_text (JsonBuilder *builder, const char *name, const char *value);

void desk_ctl_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value);

/* Begins the member @name, an array; ended with json_builder_end_array(). */
void desk_ctl_json_begin_array (JsonBuilder *builder, const char *name);

/* Prints the finished document on the standard output. */
void desk_ctl_json_print (JsonBuilder *builder);

G_END_DECLS
