/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-route.h"

G_BEGIN_DECLS

/* The pictures of an order. What is kept and shown is not the file that was uploaded but a picture
 * made from it (desk-image-check.h); the file's digest only tells whether the same one comes again.
 */
extern const DeskRoute desk_attachment_routes[];
extern const gsize desk_attachment_n_routes;

G_END_DECLS
