/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-session.h"

#include "fake-module.h"

static GHashTable *sessions; /* owned, nullable; handle as pointer -> owned FakeSession */
static CK_SESSION_HANDLE last_handle;

static void
fake_session_free (FakeSession *self)
{
  g_clear_pointer (&self->found, g_array_unref);
  g_free (self);
}

static GHashTable *
get_table (void)
{
  if (sessions == NULL)
    sessions = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) fake_session_free);

  return sessions;
}

void
fake_session_finalize (void)
{
  g_clear_pointer (&sessions, g_hash_table_unref);
}

CK_RV
fake_session_get (CK_SESSION_HANDLE handle, FakeSession **session)
{
  FakeSession *self = g_hash_table_lookup (get_table (), GSIZE_TO_POINTER (handle));
  CK_RV rv;

  if (self == NULL)
    return CKR_SESSION_HANDLE_INVALID;

  rv = fake_module_enter_slot (fake_token_get_slot (self->token));
  if (rv == CKR_SLOT_ID_INVALID || (rv == CKR_OK && !fake_token_is_present (self->token)))
    return CKR_DEVICE_REMOVED;
  if (rv != CKR_OK)
    return rv;
  if (self->dead)
    return CKR_SESSION_HANDLE_INVALID;

  *session = self;
  return CKR_OK;
}

CK_RV
fake_session_get_writable (CK_SESSION_HANDLE handle, FakeSession **session)
{
  CK_RV rv = fake_session_get (handle, session);

  if (rv != CKR_OK)
    return rv;
  if (!(*session)->writable)
    return CKR_SESSION_READ_ONLY;
  if (fake_token_get_flag ((*session)->token, "write-protected", FALSE))
    return CKR_TOKEN_WRITE_PROTECTED;
  if (fake_token_get_login ((*session)->token) != FAKE_LOGIN_USER)
    return CKR_USER_NOT_LOGGED_IN;

  return CKR_OK;
}

void
fake_session_kill_all (CK_SLOT_ID slot)
{
  GHashTableIter iterator;
  gpointer value;

  g_hash_table_iter_init (&iterator, get_table ());
  while (g_hash_table_iter_next (&iterator, NULL, &value)) {
    FakeSession *self = value;

    if (fake_token_get_slot (self->token) == slot)
      self->dead = TRUE;
  }
}

void
fake_session_close_all (CK_SLOT_ID slot)
{
  GHashTableIter iterator;
  gpointer value;

  g_hash_table_iter_init (&iterator, get_table ());
  while (g_hash_table_iter_next (&iterator, NULL, &value))
    if (fake_token_get_slot (((FakeSession *) value)->token) == slot)
      g_hash_table_iter_remove (&iterator);
}

guint
fake_session_count (CK_SLOT_ID slot, gboolean only_read_only)
{
  GHashTableIter iterator;
  gpointer value;
  guint count = 0;

  g_hash_table_iter_init (&iterator, get_table ());
  while (g_hash_table_iter_next (&iterator, NULL, &value)) {
    FakeSession *self = value;

    if (fake_token_get_slot (self->token) == slot && !self->dead
        && !(only_read_only && self->writable))
      count++;
  }

  return count;
}

/* "busy" is another program that has the key to itself: "login" is treated where that is. */
static gboolean
is_busy (FakeToken *token)
{
  g_autofree char *busy = fake_token_get (token, "busy");

  return g_strcmp0 (busy, "1") == 0 || g_strcmp0 (busy, "session") == 0;
}

static CK_RV
open_session (CK_SLOT_ID slot, CK_FLAGS flags, CK_SESSION_HANDLE *handle)
{
  FakeToken *token = NULL;
  CK_RV rv = fake_module_get_token (slot, &token);
  FakeSession *self;

  if (rv != CKR_OK)
    return rv;
  if (handle == NULL)
    return CKR_ARGUMENTS_BAD;
  if ((flags & CKF_SERIAL_SESSION) == 0)
    return CKR_SESSION_PARALLEL_NOT_SUPPORTED;
  if (is_busy (token))
    return CKR_SESSION_COUNT;
  if ((flags & CKF_RW_SESSION) != 0 && fake_token_get_flag (token, "write-protected", FALSE))
    return CKR_TOKEN_WRITE_PROTECTED;
  if ((flags & CKF_RW_SESSION) == 0 && fake_token_get_login (token) == FAKE_LOGIN_SO)
    return CKR_SESSION_READ_WRITE_SO_EXISTS;

  self = g_new0 (FakeSession, 1);
  self->handle = ++last_handle;
  self->token = token;
  self->writable = (flags & CKF_RW_SESSION) != 0;
  g_hash_table_insert (get_table (), GSIZE_TO_POINTER (self->handle), self);
  *handle = self->handle;
  return CKR_OK;
}

CK_RV
C_OpenSession (CK_SLOT_ID slot,
               CK_FLAGS flags,
               void *application,
               CK_NOTIFY notify,
               CK_SESSION_HANDLE *phandle)
{
  return FAKE_SERVE (open_session (slot, flags, phandle));
}

/* The last session of a token takes the login along (PKCS#11 2.40, C_CloseSession). */
static void
forget_login (FakeToken *token)
{
  if (fake_session_count (fake_token_get_slot (token), FALSE) == 0)
    fake_token_set_login (token, FAKE_LOGIN_NONE);
}

static CK_RV
close_session (CK_SESSION_HANDLE handle)
{
  FakeSession *self = NULL;
  CK_RV rv = fake_session_get (handle, &self);
  FakeToken *token;

  if (rv == CKR_DEVICE_REMOVED || rv == CKR_SESSION_HANDLE_INVALID)
    g_hash_table_remove (get_table (), GSIZE_TO_POINTER (handle));
  if (rv != CKR_OK)
    return rv;

  token = self->token;
  g_hash_table_remove (get_table (), GSIZE_TO_POINTER (handle));
  forget_login (token);
  return CKR_OK;
}

CK_RV
C_CloseSession (CK_SESSION_HANDLE handle)
{
  return FAKE_SERVE (close_session (handle));
}

static CK_RV
close_all_sessions (CK_SLOT_ID slot)
{
  FakeToken *token = NULL;
  CK_RV rv = fake_module_get_token (slot, &token);

  if (rv != CKR_OK)
    return rv;

  fake_session_close_all (slot);
  forget_login (token);
  return CKR_OK;
}

CK_RV
C_CloseAllSessions (CK_SLOT_ID slot)
{
  return FAKE_SERVE (close_all_sessions (slot));
}

static CK_STATE
get_state (const FakeSession *self)
{
  switch (fake_token_get_login (self->token)) {
  case FAKE_LOGIN_USER:
    return self->writable ? CKS_RW_USER_FUNCTIONS : CKS_RO_USER_FUNCTIONS;
  case FAKE_LOGIN_SO:
    return CKS_RW_SO_FUNCTIONS;
  case FAKE_LOGIN_NONE:
  default:
    return self->writable ? CKS_RW_PUBLIC_SESSION : CKS_RO_PUBLIC_SESSION;
  }
}

static CK_RV
get_session_info (CK_SESSION_HANDLE handle, CK_SESSION_INFO *info)
{
  FakeSession *self = NULL;
  CK_RV rv = fake_session_get (handle, &self);

  if (rv != CKR_OK)
    return rv;
  if (info == NULL)
    return CKR_ARGUMENTS_BAD;

  *info = (CK_SESSION_INFO){
    .slotID = fake_token_get_slot (self->token),
    .state = get_state (self),
    .flags = CKF_SERIAL_SESSION | (self->writable ? CKF_RW_SESSION : 0),
  };
  return CKR_OK;
}

CK_RV
C_GetSessionInfo (CK_SESSION_HANDLE handle, CK_SESSION_INFO *info)
{
  return FAKE_SERVE (get_session_info (handle, info));
}
