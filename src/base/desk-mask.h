/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What of a person's data may stand on a screen or in a log (reference: PIPL art. 6, minimum
 * scope). Each returns a new string; NULL gives "". A value too short to keep anything of is
 * replaced whole by asterisks. Lengths are counted in code points. */

/* 1501**********0019 for 18 characters; other documents keep the first one and the last two. */
char *desk_mask_id_number (const char *id_number);

/* 138****8000 */
char *desk_mask_phone (const char *phone);

/* 张*, 王**, 欧阳**; before the first U+00B7 for a name that has one: 阿依·*** */
char *desk_mask_name (const char *name);

/* z***@example.cn */
char *desk_mask_email (const char *email);

G_END_DECLS
