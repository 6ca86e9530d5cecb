/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ink.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Draws @ink as large as it fits into the box, in its own proportion, standing on the box's lower
 * edge and centred; the width of a line follows the pen's pressure. Vector strokes in the current
 * colour. */
void desk_ink_draw (DeskInk *ink, cairo_t *cairo, double x, double y, double width, double height);

G_END_DECLS
