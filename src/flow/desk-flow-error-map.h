/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flow-error.h"

G_BEGIN_DECLS

/* An error of src/api, src/ukey, src/draft ... as one of this folder, with the same message; what
 * is one already, and a cancellation, comes back as it is. Takes @error; caller owns the result. */
GError *desk_flow_error_map (GError *error);

G_END_DECLS
