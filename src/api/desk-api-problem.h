/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api-error.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The error for an answer that is not 2xx: application/problem+json (RFC 9457) where it is one,
 * otherwise what the status alone says. @type nullable. Never NULL; caller owns. */
GError *desk_api_problem_read (guint status,
                               const char *type,
                               SoupMessageHeaders *headers,
                               GBytes *content);

G_END_DECLS
