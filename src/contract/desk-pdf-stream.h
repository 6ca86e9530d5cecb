/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-pdf-file.h"

G_BEGIN_DECLS

/* The decoded bytes of @object: no filter, or /FlateDecode with or without a PNG predictor (ISO
 * 32000-1, 7.4.4). NULL for any other filter, for damaged data, and beyond @max_length bytes. */
GBytes *desk_pdf_stream_decode (GBytes *file, const DeskPdfObject *object, size_t max_length);

/* zlib-compressed at level 6: level 9 costs many times the time for a percent. */
GBytes *desk_pdf_stream_compress (const void *data, size_t length);

G_END_DECLS
