/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-api"

#include "desk-api-path.h"

char *
desk_api_path_of_order (const char *order_id, const char *resource)
{
  g_autofree char *escaped = g_uri_escape_string (order_id, NULL, FALSE);

  return g_strjoin ("/", "/v1/orders", escaped, resource, NULL);
}
