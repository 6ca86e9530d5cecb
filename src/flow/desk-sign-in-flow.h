/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-account.h"
#include "desk-issues.h"
#include "desk-key-certificate.h"
#include "desk-keys.h"
#include "desk-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskSignInFlow:
 *
 * 免密码登录 and Ukey登录. Properties: `phone`, `code` (read-write strings, never NULL), `busy`,
 * `resend-seconds` (0: a code may be asked for; counts down by itself), `retry-seconds`, `issues`
 * (DeskIssues with fields phone, code), `key-state` (DeskKeyState), `certificates` (GListModel of
 * DeskKeyCertificate, usable ones first).
 */
#define DESK_TYPE_SIGN_IN_FLOW (desk_sign_in_flow_get_type ())

G_DECLARE_FINAL_TYPE (DeskSignInFlow, desk_sign_in_flow, DESK, SIGN_IN_FLOW, GObject)

const char *desk_sign_in_flow_get_phone (DeskSignInFlow *self);
void desk_sign_in_flow_set_phone (DeskSignInFlow *self, const char *phone);
const char *desk_sign_in_flow_get_code (DeskSignInFlow *self);
void desk_sign_in_flow_set_code (DeskSignInFlow *self, const char *code);
DeskIssues *desk_sign_in_flow_get_issues (DeskSignInFlow *self);
gboolean desk_sign_in_flow_get_busy (DeskSignInFlow *self);
guint desk_sign_in_flow_get_resend_seconds (DeskSignInFlow *self);
guint desk_sign_in_flow_get_retry_seconds (DeskSignInFlow *self);
DeskKeyState desk_sign_in_flow_get_key_state (DeskSignInFlow *self);
GListModel *desk_sign_in_flow_get_certificates (DeskSignInFlow *self);
/* What both come from; borrowed. */
DeskKeys *desk_sign_in_flow_get_keys (DeskSignInFlow *self);

/* Looks for keys every second and a half while watched (the Ukey tab is open). */
void desk_sign_in_flow_set_watching (DeskSignInFlow *self, gboolean watching);

/* 获取验证码. Fails with FIELDS before anything is sent if the number is not one. */
void desk_sign_in_flow_request_code_async (DeskSignInFlow *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean
desk_sign_in_flow_request_code_finish (DeskSignInFlow *self, GAsyncResult *result, GError **error);

/* 注册/登录. On success the DeskFlows' account is set. */
void desk_sign_in_flow_sign_in_async (DeskSignInFlow *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
desk_sign_in_flow_sign_in_finish (DeskSignInFlow *self, GAsyncResult *result, GError **error);

/* 立即登录 with a key: challenge, signature on the token, session. @pin is NULL for a protected
 * authentication path. */
void desk_sign_in_flow_sign_in_with_key_async (DeskSignInFlow *self,
                                               DeskKeyCertificate *certificate,
                                               DeskSecret *pin,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
gboolean desk_sign_in_flow_sign_in_with_key_finish (DeskSignInFlow *self,
                                                    GAsyncResult *result,
                                                    GError **error);

G_END_DECLS
