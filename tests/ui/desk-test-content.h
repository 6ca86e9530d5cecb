/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-ink.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What an applicant hands in and gets, made up for a test. */

/* A JPEG of an ID card of about 300 KiB. */
GBytes *desk_test_content_create_picture (void);

/* A contract of three pages, without signatures. */
GBytes *desk_test_content_create_pdf (void);

/* Three strokes as a signature. */
void desk_test_content_write_ink (DeskInk *ink);

G_END_DECLS
