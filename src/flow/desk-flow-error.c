/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-flow-error.h"

G_DEFINE_QUARK (desk - flow - error - quark, desk_flow_error)
