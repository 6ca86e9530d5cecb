/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-flow-core.h"
#include "desk-sign-in-flow.h"

G_BEGIN_DECLS

DeskSignInFlow *desk_sign_in_flow_new (DeskFlowCore *core);

G_END_DECLS
