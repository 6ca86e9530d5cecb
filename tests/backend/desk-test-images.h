/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Pictures for the tests, made of a fixed noise so that they do not compress. Caller unrefs. */
GBytes *desk_test_image_jpeg (guint32 width, guint32 height);
GBytes *desk_test_image_png (guint32 width, guint32 height);
GBytes *desk_test_image_bmp (guint32 width, guint32 height, guint bits); /* 8, 24 or 32 */

/* A JPEG whose left upper quarter is black and the rest white, with an EXIF block that claims
 * @orientation and holds the words "GPS SECRET". */
GBytes *desk_test_image_oriented (guint32 width, guint32 height, guint orientation);

/* A picture that is taken by the server, about 300 KiB; @seed makes different ones. */
GBytes *desk_test_image_upload (guint seed);

/* @image with zeros after its end, @size octets long. */
GBytes *desk_test_image_pad (GBytes *image, gsize size);

/* The first @size octets. */
GBytes *desk_test_image_cut (GBytes *image, gsize size);

/* A PNG header that claims these dimensions, padded to 200 KiB. */
GBytes *desk_test_image_png_claiming (guint32 width, guint32 height);

G_END_DECLS
