/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-response.h"

G_BEGIN_DECLS

DeskResponse *desk_response_new (void);
void desk_response_free (DeskResponse *self);

guint desk_response_get_status (DeskResponse *self);
GBytes *desk_response_get_body (DeskResponse *self);           /* borrowed, nullable */
const char *desk_response_get_media_type (DeskResponse *self); /* borrowed, nullable */
const char *desk_response_get_etag (DeskResponse *self);       /* borrowed, nullable */
GError *desk_response_get_problem (DeskResponse *self);        /* borrowed, nullable */

/* Takes @body (nullable), JSON text as it was sent before. */
void desk_response_take_stored (DeskResponse *self, guint status, GBytes *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskResponse, desk_response_free)

G_END_DECLS
